import type { LlmMessage } from './llm.js';

/** A question to a model beside the log of the conversation. */
export interface ModelQuestion {
  /** Name of the profile whose model is asked. */
  readonly profile: string;
  /** Under which the cost is counted in the conversation. */
  readonly usageId: string;
  readonly messages: readonly LlmMessage[];
  readonly signal: AbortSignal;
}

/** The models that one conversation can ask and change to: those of the saved profiles, and those that it brings with it. */
export interface Models {
  /** Names of the profiles, sorted. */
  profiles(): Promise<readonly string[]>;
  /** Resolves with the text of the answer. @throws UnknownProfileError, LlmError, or the signal's reason */
  ask(question: ModelQuestion): Promise<string>;
  /** The next step asks the model of this profile. Resolves with the model's name. @throws UnknownProfileError */
  switchTo(profile: string): Promise<string>;
  /** What people and the agent have said last, oldest first, each as `source: text`; at most so many, the longest of them cut. */
  latestMessages(count: number): Promise<readonly string[]>;
}

/** There is no profile of this name, or it has lost its key. */
export class UnknownProfileError extends Error {
  override readonly name = 'UnknownProfileError';
  constructor(readonly profile: string) {
    super(`There is no model profile "${profile}" that can be used.`);
  }
}

/** How a task finds its model. */
export interface RoutingRules {
  /** Name of the profile whose model decides. */
  readonly classifier: string;
  /** Sorts of tasks, with the name of the profile that each is for. */
  readonly classes: readonly { readonly description: string; readonly model: string }[];
  /** Asks for the name of a profile instead of a class; has places for the conversation and the table. */
  readonly template?: string;
  readonly table?: string;
}

/** Which rules a conversation follows: those that are saved under the name, else its own. Neither: the first that are saved. */
export interface RoutingSpec {
  readonly name?: string;
  readonly rules?: RoutingRules;
}
