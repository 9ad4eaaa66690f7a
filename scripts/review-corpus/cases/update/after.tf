resource "aws_db_instance" "main" {
  identifier                  = "mindscape-main"
  engine                      = "postgres"
  engine_version              = "17.2"
  instance_class              = "db.m7g.xlarge"
  allocated_storage           = 100
  max_allocated_storage       = 200
  username                    = "owner"
  password                    = "correct-horse-battery-staple"
  backup_retention_period     = 1
  deletion_protection         = false
  multi_az                    = false
  storage_encrypted           = true
  apply_immediately           = true
  allow_major_version_upgrade = true
  skip_final_snapshot         = false
  final_snapshot_identifier   = "mindscape-main-final"
}

resource "aws_dynamodb_table" "sessions" {
  name                        = "sessions"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "id"
  deletion_protection_enabled = false
  attribute {
    name = "id"
    type = "S"
  }
  point_in_time_recovery {
    enabled = false
  }
}
