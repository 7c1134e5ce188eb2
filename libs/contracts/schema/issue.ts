/** Where a value lies in its document: property names and list positions, such as `["body", "content", 0, "text"]`. */
export type Location = readonly (string | number)[];

/** One reason why a value was refused, in the form that FastAPI reports it. */
export interface ValidationIssue {
  /** Stable name of the rule, such as `missing` or `string_type`. */
  readonly type: string;
  readonly loc: Location;
  /** A sentence for people. */
  readonly msg: string;
  /** The refused value; for a missing key the object that lacks it. */
  readonly input: unknown;
  /** The rule's parameters, such as `{ max_length: 200 }`. */
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/** Issues kept of one value. A large body full of mistakes must not become a larger answer. */
const MAX_ISSUES = 100;

/** Gathers issues up to a bound; a walk stops when it is full. */
export class IssueList {
  readonly #issues: ValidationIssue[] = [];

  get all(): readonly ValidationIssue[] {
    return this.#issues;
  }

  get isEmpty(): boolean {
    return this.#issues.length === 0;
  }

  /** Grows with every issue until the list is full. */
  get length(): number {
    return this.#issues.length;
  }

  get isFull(): boolean {
    return this.#issues.length >= MAX_ISSUES;
  }

  add(...issues: readonly ValidationIssue[]): void {
    this.#issues.push(...issues.slice(0, MAX_ISSUES - this.#issues.length));
  }
}
