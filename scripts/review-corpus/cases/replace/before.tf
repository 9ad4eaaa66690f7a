resource "aws_db_instance" "main" {
  identifier          = "mindscape-main"
  engine              = "postgres"
  engine_version      = "16.4"
  instance_class      = "db.m7g.large"
  allocated_storage   = 100
  username            = "owner"
  password            = "correct-horse-battery-staple"
  storage_encrypted   = false
  skip_final_snapshot = true
}

resource "aws_subnet" "private" {
  vpc_id            = "vpc-0123456789abcdef0"
  cidr_block        = "10.0.0.0/20"
  availability_zone = "us-west-2a"
}

resource "aws_lb" "public" {
  name               = "public"
  load_balancer_type = "network"
  subnets            = [aws_subnet.private.id]
  lifecycle {
    create_before_destroy = true
  }
}
