/** The body of a request that did not say it was JSON. Routes that want none ignore it, the others refuse it. */
export class UnknownBody {
  constructor(readonly contentType: string) {}
}
