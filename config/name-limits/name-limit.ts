/** What a service accepts as a physical name. */
export interface NameLimit {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** `pattern` in words, for errors. */
  readonly allowed: string;
  readonly source: string;
}
