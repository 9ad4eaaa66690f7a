/** The remedy of most bad inputs. */
export const WANTED =
  "wanted is the JSON of a plan: terraform show -json <saved plan>, or Terraform Cloud's json-output";
