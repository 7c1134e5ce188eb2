/** A question about a repository that git could not answer, as a sentence for people. */
export class GitViewError extends Error {
  override readonly name = 'GitViewError';
}
