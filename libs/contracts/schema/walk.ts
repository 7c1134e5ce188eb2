import type { IssueList, Location, ValidationIssue } from './issue.js';
import type { Schema } from './schema.js';

/** One pass over a value: what the parsers of the kinds of schemas share. */
export interface Walk {
  readonly issues: IssueList;
  /** The value as the schema wants it; if it does not fit, issues have been added and the result means nothing. */
  parse(schema: Schema, value: unknown, at: Location): unknown;
  /** A pass that keeps its issues to itself, to try one member of a union. */
  attempt(): Walk;
}

/** Adds an issue; answers undefined, so that a parser can end with it. */
export function refuse(walk: Walk, issue: ValidationIssue): undefined {
  walk.issues.add(issue);
  return undefined;
}
