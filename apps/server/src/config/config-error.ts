/** The server cannot start as it is configured. The message holds one sentence a line, each saying what to change. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
