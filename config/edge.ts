import { z } from "zod";

/** From cheap to everywhere. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html */
const PRICE_CLASSES = ["PriceClass_100", "PriceClass_200", "PriceClass_All"] as const;
// What WAF accepts in a rate-based rule. https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html
const RATE = { min: 10, max: 2_000_000_000 } as const;

export const edgeSchema = z.strictObject({
  /** Where CloudFront keeps copies. */
  priceClass: z.enum(PRICE_CLASSES, { error: `allowed are ${PRICE_CLASSES.join(", ")}` }),
  /** Requests in five minutes that one address may make before it is turned away. */
  requestsPerAddress: z
    .int()
    .min(RATE.min, { error: `at least ${RATE.min}` })
    .max(RATE.max, { error: `at most ${RATE.max}` }),
  /** Puts what is there under Shield Advanced, which the account has to have subscribed to: 3,000 USD a month for a year. */
  shieldAdvanced: z.boolean(),
});

export type EdgeConfig = Readonly<z.infer<typeof edgeSchema>>;
