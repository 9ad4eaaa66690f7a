resource "aws_sqs_queue" "changed" {
  name                      = "changed"
  message_retention_seconds = 3600
  delay_seconds             = 7
}

resource "aws_sqs_queue" "tolerated" {
  name          = "tolerated"
  delay_seconds = 9
}


resource "aws_ssm_parameter" "password" {
  name  = "/api/password"
  type  = "SecureString"
  value = "somebody-elses-password-0815"
}
