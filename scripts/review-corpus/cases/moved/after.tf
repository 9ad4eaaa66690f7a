moved {
  from = aws_sqs_queue.old
  to   = aws_sqs_queue.jobs
}

moved {
  from = aws_dynamodb_table.old
  to   = aws_dynamodb_table.sessions
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_dynamodb_table" "sessions" {
  name                        = "sessions"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "id"
  deletion_protection_enabled = true
  attribute {
    name = "id"
    type = "S"
  }
}
