resource "aws_security_group" "api" {
  name        = "api"
  description = "API"
  vpc_id      = "vpc-0123456789abcdef0"
  ingress {
    description = "HTTPS of the office"
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["203.0.113.0/24"]
  }
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id = "sg-0123456789abcdef0"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_ipv4         = "10.0.0.0/16"
}

resource "aws_security_group_rule" "metrics" {
  type              = "ingress"
  security_group_id = aws_security_group.api.id
  protocol          = "tcp"
  from_port         = 9090
  to_port           = 9090
  cidr_blocks       = ["10.0.0.0/16"]
}
