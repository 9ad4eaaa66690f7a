/** A JSON object of `cdk.tf.json`, keys in Terraform's snake_case; references read `${...}`. */
export type Attributes = Readonly<Record<string, unknown>>;

/** One thing that rules look at, exactly as it is synthesized. */
export interface Subject {
  readonly kind: "resource" | "data" | "output" | "provider" | "stack";
  /** The Terraform type (`aws_s3_bucket`, `aws` for a provider); `output` and `stack` have no other. */
  readonly type: string;
  /** How Terraform refers to it, for example `aws_s3_bucket.assets`. */
  readonly address: string;
  /** The construct's path. */
  readonly path: string;
  readonly attributes: Attributes;
}

/** What an environment asks of its stacks. */
export interface PolicySettings {
  /** Keys every taggable resource must end up with. */
  readonly requiredTags: readonly string[];
  /** The policy that bounds every role. */
  readonly boundaryArn: string;
  readonly protection: {
    readonly preventDestroy: boolean;
    readonly deletionProtection: boolean;
    readonly forceDestroy: boolean;
    readonly finalSnapshot: boolean;
  };
  /** Limits of physical names by `<terraform type>.<attribute>`, for example `aws_s3_bucket.bucket`. */
  readonly nameLimits: Readonly<Record<string, NameLimit>>;
}

export interface NameLimit {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** `pattern` in words. */
  readonly allowed: string;
  readonly source: string;
}

/** What a rule sees beside the subject. */
export interface Context {
  readonly settings: PolicySettings;
  /** Everything in the stack. */
  readonly subjects: readonly Subject[];
  /** The stack's whole Terraform JSON. */
  readonly terraform: Attributes;
}

/** Lower-case start, no final full stop. */
export interface Problem {
  readonly problem: string;
  readonly remedy: string;
}

export interface Rule {
  readonly id: string;
  /** One sentence; it goes to the doc. */
  readonly promise: string;
  /** Terraform types, or words where types do not say it; they go to the doc. */
  readonly looksAt: readonly string[];
  readonly appliesTo: (subject: Subject) => boolean;
  readonly check: (subject: Subject, context: Context) => readonly Problem[];
}

/** A problem and where it was found. */
export interface Violation extends Problem {
  readonly rule: string;
  readonly stack: string;
  readonly path: string;
}
