resource "aws_sqs_queue" "shard" {
  count = 2
  name  = "shard-${count.index}"
}

resource "aws_s3_bucket" "tenant" {
  for_each = toset(["acme", "big \"quoted\" corp", "initech"])
  bucket   = "mindscape-${length(each.key)}"
}

module "logs" {
  source    = "./part"
  for_each  = toset(["api", "worker"])
  name      = each.key
  retention = 7
}
