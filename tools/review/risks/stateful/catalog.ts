import { AWS_ANALYTICS } from "./aws-analytics";
import { AWS_DATABASES } from "./aws-databases";
import { AWS_IDENTITY } from "./aws-identity";
import { AWS_MESSAGING } from "./aws-messaging";
import { AWS_STORAGE } from "./aws-storage";
import { AZURE } from "./azure";
import { ELSEWHERE } from "./elsewhere";
import { GOOGLE } from "./google";
import { KUBERNETES } from "./kubernetes";
import type { StatefulTypes } from "./row";

export const STATEFUL: readonly StatefulTypes[] = [
  ...AWS_DATABASES,
  ...AWS_STORAGE,
  ...AWS_MESSAGING,
  ...AWS_IDENTITY,
  ...AWS_ANALYTICS,
  ...KUBERNETES,
  ...GOOGLE,
  ...AZURE,
  ...ELSEWHERE,
];

const BY_TYPE = new Map(STATEFUL.flatMap((row) => row.types.map((type) => [type, row] as const)));

/** Why and how a type holds something; undefined if it is not on the list. */
export function statefulType(type: string): StatefulTypes | undefined {
  return BY_TYPE.get(type);
}
