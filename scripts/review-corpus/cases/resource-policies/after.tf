locals {
  account = "arn:aws:iam::111122223333:root"
}

resource "aws_kms_key" "data" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Own", Effect = "Allow", Principal = { AWS = local.account }, Action = "kms:*", Resource = "*" },
      { Sid = "Other", Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "kms:Decrypt", Resource = "*" },
    ]
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
    }]
  })
}

resource "aws_sns_topic_policy" "alerts" {
  arn = "arn:aws:sns:us-west-2:111122223333:alerts"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "Publish", Effect = "Allow", Principal = "*", Action = "sns:Publish", Resource = "*" }]
  })
}

resource "aws_lambda_permission" "hook" {
  statement_id  = "hook"
  action        = "lambda:InvokeFunction"
  function_name = "hook"
  principal     = "events.amazonaws.com"
}

resource "aws_iam_role" "deploy" {
  name                 = "deploy"
  max_session_duration = 3600
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
      Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "repo:*" } }
    }]
  })
}
