resource "aws_s3_bucket" "assets" {
  bucket = "mindscape-assets"
}

resource "aws_s3_bucket_versioning" "assets" {
  bucket = aws_s3_bucket.assets.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_public_access_block" "assets" {
  bucket                  = aws_s3_bucket.assets.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "assets" {
  bucket = aws_s3_bucket.assets.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "arn:aws:kms:us-west-2:111122223333:key/00000000-0000-4000-8000-000000000000"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "assets" {
  bucket = aws_s3_bucket.assets.id
  rule {
    id     = "old"
    status = "Enabled"
    filter {
      prefix = ""
    }
    noncurrent_version_expiration {
      noncurrent_days = 90
    }
  }
}

resource "aws_cloudwatch_log_group" "api" {
  name              = "/mindscape/api"
  retention_in_days = 365
  kms_key_id        = "arn:aws:kms:us-west-2:111122223333:key/00000000-0000-4000-8000-000000000000"
}

resource "aws_kms_key" "data" {
  description             = "data"
  deletion_window_in_days = 30
  enable_key_rotation     = true
}

resource "aws_lb" "public" {
  name                       = "public"
  load_balancer_type         = "network"
  subnets                    = ["subnet-0123456789abcdef0"]
  enable_deletion_protection = true
}

resource "aws_ebs_volume" "data" {
  availability_zone = "us-west-2a"
  size              = 100
  encrypted         = true
  final_snapshot    = true
}

resource "aws_elasticache_replication_group" "cache" {
  replication_group_id       = "cache"
  description                = "cache"
  engine                     = "redis"
  node_type                  = "cache.r7g.large"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  snapshot_retention_limit   = 7
  transit_encryption_enabled = true
  at_rest_encryption_enabled = true
}
