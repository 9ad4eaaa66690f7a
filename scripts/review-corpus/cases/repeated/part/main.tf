variable "name" {
  type = string
}

variable "retention" {
  type = number
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/mindscape/${var.name}"
  retention_in_days = var.retention
}

output "name" {
  value = aws_cloudwatch_log_group.this.name
}
