resource "aws_sqs_queue" "asked" {
  name = "asked"
}

resource "aws_sqs_queue" "tainted" {
  name = "tainted"
}

resource "terraform_data" "release" {
  input = "1.0.0"
}

resource "aws_ecr_repository" "triggered" {
  name = "triggered"
  lifecycle {
    replace_triggered_by = [terraform_data.release]
  }
}
