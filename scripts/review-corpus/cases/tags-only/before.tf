resource "aws_sqs_queue" "jobs" {
  name = "jobs"
  tags = { Owner = "platform", CostCenter = "42" }
}

resource "aws_dynamodb_table" "sessions" {
  name         = "sessions"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  tags = { Owner = "platform" }
}
