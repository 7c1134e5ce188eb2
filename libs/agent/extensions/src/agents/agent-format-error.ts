/** A definition of an agent cannot be used. `path` leads to the mistake from its root. */
export class AgentFormatError extends Error {
  override readonly name = 'AgentFormatError';
  constructor(
    readonly path: readonly (string | number)[],
    message: string,
  ) {
    super(message);
  }
}
