resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

output "vpc" {
  value = "vpc-0123456789abcdef0"
}

output "subnets" {
  value = ["subnet-0a", "subnet-0b"]
}

output "password" {
  value     = "correct-horse-battery-staple"
  sensitive = true
}

output "removed" {
  value = "arn:aws:kms:us-west-2:111122223333:key/1"
}
