locals {
  account = "arn:aws:iam::111122223333:root"
}

resource "aws_kms_key" "data" {
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Own", Effect = "Allow", Principal = { AWS = local.account }, Action = "kms:*", Resource = "*" }]
  })
}

resource "aws_sqs_queue_policy" "jobs" {
  queue_url = "https://sqs.us-west-2.amazonaws.com/111122223333/jobs"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Send"
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = "arn:aws:sqs:us-west-2:111122223333:jobs"
      Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:us-west-2:111122223333:alerts" } }
    }]
  })
}

resource "aws_sns_topic_policy" "alerts" {
  arn = "arn:aws:sns:us-west-2:111122223333:alerts"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Publish", Effect = "Allow", Principal = { AWS = local.account }, Action = "sns:Publish", Resource = "*" }]
  })
}

resource "aws_lambda_permission" "hook" {
  statement_id  = "hook"
  action        = "lambda:InvokeFunction"
  function_name = "hook"
  principal     = "events.amazonaws.com"
  source_arn    = "arn:aws:events:us-west-2:111122223333:rule/hook"
}

resource "aws_iam_role" "deploy" {
  name                 = "deploy"
  permissions_boundary = "arn:aws:iam::111122223333:policy/boundary"
  max_session_duration = 3600
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
      Condition = { StringEquals = { "token.actions.githubusercontent.com:sub" = "repo:mindscape/infra:ref:refs/heads/main" } }
    }]
  })
}
