import {
  to = aws_sqs_queue.jobs
  id = "https://aws.example/123456789012/jobs"
}

resource "aws_sqs_queue" "jobs" {
  name          = "jobs"
  delay_seconds = 5
  tags          = { Owner = "platform" }
}
