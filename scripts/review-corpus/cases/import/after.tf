import {
  to = terraform_data.known
  id = "5ae1c4d0-0000-4000-8000-000000000001"
}

import {
  to = terraform_data.changed
  id = "5ae1c4d0-0000-4000-8000-000000000002"
}

resource "terraform_data" "known" {}

resource "terraform_data" "changed" {
  input = "set by this plan"
}
