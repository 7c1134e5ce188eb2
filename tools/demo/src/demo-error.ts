/** Why the demo cannot go on. The message is a sentence that says what to do. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}
