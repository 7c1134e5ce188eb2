/** The program of an extension cannot be had as its manifest says; the message is a sentence for people. */
export class ArtifactError extends Error {
  override readonly name = 'ArtifactError';
}
