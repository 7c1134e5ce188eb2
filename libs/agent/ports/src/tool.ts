import type { Action, Observation } from '@openhands-nest/contracts/events';
import type { Workspace } from './workspace.js';

export interface ToolAnnotations {
  readonly title: string;
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** A tool as declared: what the model is told, and how its arguments become an action. */
export interface Tool<A extends Action = Action, O extends Observation = Observation> {
  /** Name offered to the model, also the registry name. */
  readonly name: string;
  /** Wire kinds, as listed in the system prompt event. */
  readonly kinds: { readonly tool: string; readonly action: string; readonly observation: string };
  readonly description: string;
  /** JSON Schema of the arguments, without `kind`, `summary` and `security_risk`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly annotations: ToolAnnotations;
  /** Members of its entry in the system prompt event that only this sort of tool has, or shows otherwise. */
  readonly definition?: Readonly<Record<string, unknown>>;
  /** Calls that touch the same resource never overlap; undefined: may run beside anything. */
  resourceOf(action: A): string | undefined;
  /** Checks a model's arguments. Throws InvalidArgumentsError with a sentence for the model. */
  parse(arguments_: Readonly<Record<string, unknown>>): A;
  /** A conversation's own executor; may hold a shell. */
  createExecutor(context: ToolContext): ToolExecutor<A, O>;
}

/** A model's arguments do not fit the tool; the message tells the model what to change. */
export class InvalidArgumentsError extends Error {
  override readonly name = 'InvalidArgumentsError';
}

export interface ToolContext {
  readonly conversationId: string;
  readonly workspace: Workspace;
  /** Small state that survives a restart, kept with the conversation under the tool's name. */
  readonly state: ToolState;
}

export interface ToolState {
  get(): unknown;
  /** Stored together with the tool's next observation. */
  set(value: unknown): void;
}

export interface ToolExecutor<A extends Action = Action, O extends Observation = Observation> {
  /**
   * Carries an action out. Whatever a model can learn from comes back as an observation, also failures.
   * After an abort it stops what it started within a second and rejects with the signal's reason.
   */
  execute(action: A, signal: AbortSignal): Promise<O>;
  /** Releases what the executor holds; called once. */
  close(): Promise<void>;
}
