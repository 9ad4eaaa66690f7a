resource "aws_sqs_queue" "jobs" {
  name          = "jobs"
  delay_seconds = 5
}

resource "aws_dynamodb_table" "kept" {
  name         = "renamed"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  lifecycle {
    prevent_destroy = true
  }
}
