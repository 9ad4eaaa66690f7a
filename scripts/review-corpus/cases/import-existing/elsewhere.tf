resource "aws_sqs_queue" "jobs" {
  name          = "jobs"
  delay_seconds = 5
  tags          = { Owner = "nobody" }
}
