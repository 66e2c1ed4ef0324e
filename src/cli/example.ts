/** An example on the page of a code. */
export interface Example {
  /** `Refused (goal `script`)`, `Fine`. */
  readonly title: string;
  /** A finding as it is printed, or a program. */
  readonly text: string;
  readonly isReport: boolean;
}
