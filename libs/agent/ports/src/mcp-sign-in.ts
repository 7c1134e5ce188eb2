/** What is known of a sign-in by OAuth to a server of the Model Context Protocol: how it is to be done, and what came of it. */
export interface McpSignIn {
  readonly settings: McpSignInSettings;
  readonly state: McpSignInState;
}

/** How a server is signed in to. All of it can be left out: the server then says itself what it needs. */
export interface McpSignInSettings {
  /** How the client proves who it is: `none`, `client_secret_post` or `client_secret_basic`. */
  readonly clientAuthMethod?: string;
  readonly scopes?: readonly string[];
  /** The name that people see when they are asked for their consent. */
  readonly clientName?: string;
  /** Address of a document that describes the client, for servers that want no registration. */
  readonly clientMetadataUrl?: string;
  /** A client that was registered by hand. */
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Further members of a registration. */
  readonly additionalClientMetadata?: Readonly<Record<string, unknown>>;
}

/** What came of a sign-in, as the settings keep it. The members of the objects are those of the OAuth protocol. */
export interface McpSignInState {
  /** `access_token`, `refresh_token` … */
  readonly tokens?: Readonly<Record<string, unknown>> | null;
  /** The registered client: `client_id`, `client_secret` … */
  readonly client_info?: Readonly<Record<string, unknown>> | null;
  /** Seconds since the epoch. */
  readonly token_expires_at?: number | null;
}
