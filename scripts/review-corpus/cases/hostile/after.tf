resource "aws_sqs_queue" "evil" {
  name = "evil"
  tags = {
    "</td><script>alert(1)</script>" = "`code` | pipe | **bold** <img src=x onerror=alert(1)>"
    "ansi"                           = "\u001b[2J\u001b[31mred\u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007"
    "bidi"                           = "safe\u202Egnp.exe\u2066x\u2069\u200B"
    "fence"                          = "```\n# heading\n````\n| a | b |\n\r\n@everyone #1 [x](javascript:alert(1))"
  }
}

resource "terraform_data" "evil" {
  for_each = toset(["</script><script>alert(2)</script>", "a|b`c`\n# d", "__proto__", "\u001b[31m"])
  input    = { "__proto__" = each.key, constructor = "x", toString = "y" }
}

output "constructor" {
  value = "x"
}
