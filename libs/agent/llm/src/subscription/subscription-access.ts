/** What requests to a subscription's model need. */
export interface SubscriptionAccess {
  /** Address of the API. */
  readonly baseUrl: string;
  /** The access token now, renewed if it is over, or if it is the one that was refused. @throws LlmError when nobody is signed in */
  token(refused?: string): Promise<string>;
}
