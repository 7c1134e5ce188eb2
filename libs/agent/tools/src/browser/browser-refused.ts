/** Something that the browser cannot do; the sentence tells the model what to do instead. */
export class BrowserRefused extends Error {
  override readonly name = 'BrowserRefused';
}
