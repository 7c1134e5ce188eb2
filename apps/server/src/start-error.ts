/** The server cannot start on this machine. The message is a sentence that says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
