/** Stands before and behind the notice that the middle of a text was left out, so that others can tell where a text was cut. */
export const Omission = { opening: '\n[… ', closing: ' …]\n' } as const;

/** The notice, with what is said in it. */
export function omissionNotice(sentence: string): string {
  return Omission.opening + sentence + Omission.closing;
}
