resource "aws_launch_template" "nodes" {
  name          = "nodes"
  image_id      = "ami-0123456789abcdef0"
  instance_type = "m7g.large"
}

resource "aws_db_instance" "main" {
  identifier          = "mindscape-main"
  engine              = "postgres"
  instance_class      = "db.m7g.large"
  allocated_storage   = 100
  username            = "owner"
  password            = "correct-horse-battery-staple"
  skip_final_snapshot = true
}
