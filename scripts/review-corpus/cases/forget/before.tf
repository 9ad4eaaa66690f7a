resource "aws_db_instance" "main" {
  identifier          = "mindscape-main"
  engine              = "postgres"
  instance_class      = "db.m7g.large"
  allocated_storage   = 100
  username            = "owner"
  password            = "correct-horse-battery-staple"
  skip_final_snapshot = true
}

resource "aws_s3_bucket" "assets" {
  bucket        = "mindscape-assets"
  force_destroy = true
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}
