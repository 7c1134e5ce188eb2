/** Thrown by a field's `before` for a value it cannot read; its message becomes the issue's. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}
