resource "aws_launch_template" "nodes" {
  name          = "nodes"
  image_id      = "ami-0fedcba9876543210"
  instance_type = "m7g.large"
  user_data     = base64encode("#!/bin/sh\nexport API_TOKEN=swordfish-two\n")
  tag_specifications {
    resource_type = "instance"
    tags          = { Owner = "data" }
  }
}

resource "aws_instance" "bastion" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t4g.nano"
  subnet_id     = "subnet-0123456789abcdef0"
  user_data     = "#!/bin/sh\nexport API_TOKEN=swordfish-two\n"
}

resource "aws_eks_node_group" "api" {
  cluster_name    = "main"
  node_group_name = "api"
  node_role_arn   = "arn:aws:iam::111122223333:role/nodes"
  subnet_ids      = ["subnet-0123456789abcdef0"]
  launch_template {
    id      = aws_launch_template.nodes.id
    version = aws_launch_template.nodes.latest_version
  }
  scaling_config {
    min_size     = 1
    desired_size = 2
    max_size     = 4
  }
}

resource "aws_autoscaling_group" "batch" {
  name                = "batch"
  min_size            = 0
  max_size            = 4
  vpc_zone_identifier = ["subnet-0123456789abcdef0"]
  launch_template {
    id      = aws_launch_template.nodes.id
    version = aws_launch_template.nodes.latest_version
  }
  instance_refresh {
    strategy = "Rolling"
  }
}
