resource "aws_s3_bucket" "assets" {
  bucket = "mindscape-assets"
}

resource "aws_s3_bucket_versioning" "assets" {
  bucket = aws_s3_bucket.assets.id
  versioning_configuration {
    status = "Suspended"
  }
}


resource "aws_s3_bucket_server_side_encryption_configuration" "assets" {
  bucket = aws_s3_bucket.assets.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
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
      noncurrent_days = 1
    }
  }
}

resource "aws_cloudwatch_log_group" "api" {
  name              = "/mindscape/api"
  retention_in_days = 7
}

resource "aws_kms_key" "data" {
  description             = "data"
  deletion_window_in_days = 7
  enable_key_rotation     = false
}

resource "aws_lb" "public" {
  name                       = "public"
  load_balancer_type         = "network"
  subnets                    = ["subnet-0123456789abcdef0"]
  enable_deletion_protection = false
}

resource "aws_ebs_volume" "data" {
  availability_zone = "us-west-2a"
  size              = 100
  encrypted         = false
  final_snapshot    = false
}

resource "aws_elasticache_replication_group" "cache" {
  replication_group_id       = "cache"
  description                = "cache"
  engine                     = "redis"
  node_type                  = "cache.r7g.large"
  num_cache_clusters         = 2
  automatic_failover_enabled = false
  snapshot_retention_limit   = 0
  transit_encryption_enabled = true
  at_rest_encryption_enabled = false
}
