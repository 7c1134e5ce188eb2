/** What the fake agent does in the course of one prompt, in order. */
export type AcpStep =
  | { readonly say: string }
  | { readonly think: string }
  /** Says the texts of the prompt that it works on, or those of all prompts of its session, as JSON. */
  | { readonly recite: 'prompt' | 'session' }
  /** Sends an update as it is written. */
  | { readonly update: Readonly<Record<string, unknown>> }
  /** Asks for permission, and says the answer as JSON. */
  | { readonly permission: readonly { readonly optionId: string; readonly name: string; readonly kind: string }[] }
  /** Asks its client for a file or to write one, and says the answer as JSON. */
  | { readonly client: { readonly method: string; readonly params: Readonly<Record<string, unknown>> } }
  /** Runs a shell command and says its output. */
  | { readonly shell: string }
  /** Says the value of a variable of its environment. */
  | { readonly variable: string }
  /** Waits until it is asked to stop. */
  | { readonly untilCancelled: true }
  /** Does not stop when it is asked to, and never answers. */
  | { readonly forever: true }
  | { readonly crash: number }
  | { readonly fail: { readonly code: number; readonly message: string; readonly data?: unknown } }
  /** Becomes part of the answer to the prompt: `usage`, `stopReason` … */
  | { readonly answer: Readonly<Record<string, unknown>> };

/** How the fake agent behaves. It keeps its sessions in its home, so that another process can load them. */
export interface AcpScript {
  readonly agentInfo?: { readonly name: string; readonly version: string };
  /** In place of one that can load and fork sessions. */
  readonly capabilities?: Readonly<Record<string, unknown>>;
  readonly protocolVersion?: number;
  readonly authMethods?: readonly { readonly id: string; readonly name: string }[];
  /** Sessions are refused unless this variable is set and, when it offers ways to sign in, one of them was taken. */
  readonly needsVariable?: string;
  /** Added to the answer to a new or loaded session: `models`, `configOptions` … */
  readonly session?: Readonly<Record<string, unknown>>;
  /** Models that it takes; default: any. */
  readonly takesModels?: readonly string[];
  /** Never answers this method. */
  readonly silentOn?: string;
  /** Does not know this method. */
  readonly lacks?: string;
  /** Written to its output before anything else, as careless programs do. */
  readonly noise?: string;
  /** One list for each prompt of a session; the last one stands for all that come after. */
  readonly prompts: readonly (readonly AcpStep[])[];
}
