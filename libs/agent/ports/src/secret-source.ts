/** A secret that is asked for each time it is needed, by GET. It never leaves the server but in the environment of a command. */
export interface SecretLookup {
  /** Absolute, or a path of this server. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A secret: its value, or where to get it. */
export type SecretSource = string | SecretLookup;
