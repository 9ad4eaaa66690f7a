data "terraform_remote_state" "data" {
  backend = "local"
  config = {
    path = "upstream.tfstate.json"
  }
}

locals {
  url = "postgres://api:${data.terraform_remote_state.data.outputs.password}@db.internal/app"
}

resource "aws_security_group" "api" {
  name   = "api"
  vpc_id = data.terraform_remote_state.data.outputs.vpc
}

resource "aws_ssm_parameter" "url" {
  name           = "/api/url"
  type           = "String"
  insecure_value = local.url
}

resource "aws_ecs_task_definition" "api" {
  family = "api"
  container_definitions = jsonencode([{
    name  = "api"
    image = "111122223333.dkr.ecr.us-west-2.amazonaws.com/api:1.2.3"
    environment = [
      { name = "DATABASE_PASSWORD", value = nonsensitive(data.terraform_remote_state.data.outputs.password) },
      { name = "LOG_LEVEL", value = "info" },
    ]
  }])
}

resource "terraform_data" "copy" {
  input = {
    token = nonsensitive(data.terraform_remote_state.data.outputs.endpoint.token)
    plain = data.terraform_remote_state.data.outputs.undeclared
  }
}

resource "terraform_data" "second_hand" {
  input = "token=${terraform_data.copy.input.token}"
}
