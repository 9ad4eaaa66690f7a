variable "password" {
  type      = string
  sensitive = true
  default   = "hunter2-the-second-of-its-name"
}

resource "aws_ssm_parameter" "password" {
  name  = "/mindscape/password"
  type  = "SecureString"
  value = var.password
}

resource "aws_secretsmanager_secret_version" "api" {
  secret_id     = "arn:aws:secretsmanager:us-west-2:111122223333:secret:api-AbCdEf"
  secret_string = jsonencode({ user = "api", password = var.password })
}

resource "terraform_data" "settings" {
  input = { host = "db.internal", url = "postgres://api:${var.password}@db.internal/app" }
}
