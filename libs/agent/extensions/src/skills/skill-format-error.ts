/** A file cannot be used as what it should be; the message is a sentence that says what to change. */
export class SkillFormatError extends Error {
  override readonly name = 'SkillFormatError';
}
