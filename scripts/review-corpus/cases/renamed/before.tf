resource "aws_sqs_queue" "old" {
  name = "jobs"
}

resource "aws_dynamodb_table" "old" {
  name         = "sessions"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
}
