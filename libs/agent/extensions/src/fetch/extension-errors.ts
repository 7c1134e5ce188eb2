/** An extension cannot be had from where it should be; the message is a sentence without secrets. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  constructor(
    readonly reason: FetchFailure,
    message: string,
  ) {
    super(message);
  }
}

export const FetchFailure = {
  InvalidSource: 'invalid_source',
  AccessDenied: 'auth_failed',
  Unavailable: 'source_unavailable',
  NoSuchRef: 'ref_not_found',
  NoSuchPath: 'repo_path_not_found',
  TooSlow: 'timeout',
} as const;
export type FetchFailure = (typeof FetchFailure)[keyof typeof FetchFailure];

/** What was fetched is not what it should be; the message is a sentence that says what is wrong with it. */
export class InvalidExtensionError extends Error {
  override readonly name = 'InvalidExtensionError';
}

/** No marketplace that is registered has it. */
export class PluginNotFoundError extends Error {
  override readonly name = 'PluginNotFoundError';
}

export class AlreadyInstalledError extends Error {
  override readonly name = 'AlreadyInstalledError';
  constructor(readonly extension: string) {
    super(`${extension} is installed already. Send force=true to replace it.`);
  }
}
