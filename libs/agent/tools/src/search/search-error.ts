/** A search that cannot be done; the sentence tells the model what to change. Becomes an observation. */
export class SearchError extends Error {
  override readonly name = 'SearchError';
}
