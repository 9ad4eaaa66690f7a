removed {
  from = aws_db_instance.main
  lifecycle {
    destroy = false
  }
}

removed {
  from = aws_s3_bucket.assets
  lifecycle {
    destroy = false
  }
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}
