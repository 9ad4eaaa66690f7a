resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sns_topic" "alerts" {
  name = "alerts"
}

output "vpc" {
  value = "vpc-0123456789abcdef0"
}

output "subnets" {
  value = ["subnet-0a", "subnet-0b", "subnet-0c"]
}

output "password" {
  value     = "hunter2-the-second-of-its-name"
  sensitive = true
}

output "topic" {
  value = aws_sns_topic.alerts.arn
}
