resource "aws_iam_role" "api" {
  name = "api"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "api" {
  name = "api"
  role = aws_iam_role.api.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "ReadAssets"
        Effect   = "Allow"
        Action   = ["s3:GetObject"]
        Resource = ["arn:aws:s3:::mindscape-assets/*"]
      },
      {
        Sid      = "NeverDelete"
        Effect   = "Deny"
        Action   = ["s3:DeleteObject"]
        Resource = ["*"]
      },
    ]
  })
}

resource "aws_iam_policy" "shared" {
  name = "shared"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:us-west-2:111122223333:jobs" }]
  })
}

resource "aws_iam_role_policy_attachment" "shared" {
  role       = aws_iam_role.api.name
  policy_arn = aws_iam_policy.shared.arn
}

resource "aws_s3_bucket_policy" "assets" {
  bucket = "mindscape-assets"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Read"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:root" }
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::mindscape-assets/*"
    }]
  })
}
