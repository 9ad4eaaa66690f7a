resource "aws_sqs_queue" "changed" {
  name                      = "changed"
  message_retention_seconds = 86400
  delay_seconds             = 5
}

resource "aws_sqs_queue" "tolerated" {
  name          = "tolerated"
  delay_seconds = 5
  lifecycle {
    ignore_changes = [delay_seconds]
  }
}

resource "aws_dynamodb_table" "gone" {
  name         = "gone"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}

resource "aws_ssm_parameter" "password" {
  name  = "/api/password"
  type  = "SecureString"
  value = "correct-horse-battery-staple"
}
