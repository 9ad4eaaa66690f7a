resource "aws_sqs_queue" "evil" {
  name = "evil"
}
