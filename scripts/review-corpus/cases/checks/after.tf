variable "retention" {
  type    = number
  default = 1
}

resource "aws_cloudwatch_log_group" "api" {
  name              = "/mindscape/api"
  retention_in_days = var.retention
  lifecycle {
    postcondition {
      condition     = self.name != ""
      error_message = "a log group needs a name"
    }
  }
}

resource "terraform_data" "late" {}

check "retention" {
  assert {
    condition     = var.retention >= 7
    error_message = "logs are kept for ${var.retention} days only"
  }
}

check "passes" {
  assert {
    condition     = var.retention > 0
    error_message = "no retention"
  }
}

check "unknown" {
  assert {
    condition     = terraform_data.late.id != ""
    error_message = "no id"
  }
}
