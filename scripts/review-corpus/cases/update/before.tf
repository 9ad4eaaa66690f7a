resource "aws_db_instance" "main" {
  identifier                = "mindscape-main"
  engine                    = "postgres"
  engine_version            = "16.4"
  instance_class            = "db.m7g.large"
  allocated_storage         = 100
  max_allocated_storage     = 200
  username                  = "owner"
  password                  = "correct-horse-battery-staple"
  backup_retention_period   = 35
  deletion_protection       = true
  multi_az                  = true
  storage_encrypted         = true
  skip_final_snapshot       = false
  final_snapshot_identifier = "mindscape-main-final"
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
  point_in_time_recovery {
    enabled = true
  }
}
