/** An edit that cannot be done; the sentence tells the model what to change. Becomes an observation. */
export class EditRefused extends Error {
  override readonly name = 'EditRefused';
}
