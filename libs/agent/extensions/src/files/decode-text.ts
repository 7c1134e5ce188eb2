import { SkillFormatError } from '../skills/skill-format-error.js';

/** @throws SkillFormatError for bytes that are no UTF-8 text */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new SkillFormatError('The file is no UTF-8 text.');
  }
}

export function tooLarge(limit: number): SkillFormatError {
  return new SkillFormatError(`The file is larger than ${Math.floor(limit / 1024)} KiB. Shorten it.`);
}
