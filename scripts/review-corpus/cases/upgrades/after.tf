resource "aws_eks_cluster" "main" {
  name     = "main"
  role_arn = "arn:aws:iam::111122223333:role/cluster"
  version  = "1.32"
  vpc_config {
    subnet_ids              = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    endpoint_public_access  = true
    endpoint_private_access = true
  }
}

resource "aws_eks_addon" "cni" {
  cluster_name  = "main"
  addon_name    = "vpc-cni"
  addon_version = "v1.19.2-eksbuild.1"
}

resource "aws_eks_node_group" "api" {
  cluster_name    = "main"
  node_group_name = "api"
  node_role_arn   = "arn:aws:iam::111122223333:role/nodes"
  subnet_ids      = ["subnet-0123456789abcdef0"]
  version         = "1.32"
  release_version = "1.32.0-20250601"
  scaling_config {
    min_size     = 1
    desired_size = 2
    max_size     = 4
  }
}

resource "aws_eks_access_entry" "operators" {
  cluster_name  = "main"
  principal_arn = "arn:aws:iam::111122223333:role/operators"
}

resource "aws_eks_access_policy_association" "operators" {
  cluster_name  = "main"
  principal_arn = "arn:aws:iam::111122223333:role/operators"
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
  access_scope {
    type = "cluster"
  }
}

resource "aws_rds_cluster" "events" {
  cluster_identifier          = "events"
  engine                      = "aurora-postgresql"
  engine_version              = "16.6"
  master_username             = "owner"
  master_password             = "correct-horse-battery-staple"
  skip_final_snapshot         = true
  allow_major_version_upgrade = true
  apply_immediately           = true
  final_snapshot_identifier   = "events-final"
  deletion_protection         = true
}

resource "aws_elasticache_replication_group" "cache" {
  replication_group_id = "cache"
  description          = "cache"
  engine               = "redis"
  engine_version       = "7.1"
  apply_immediately    = true
  node_type            = "cache.r7g.xlarge"
  num_cache_clusters   = 2
}
