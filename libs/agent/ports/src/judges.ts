import type { LlmMessage, LlmToolSpec } from './llm.js';

/** How a service is reached that judges. */
export interface JudgeAddress {
  /** http(s). */
  readonly url: string;
  readonly apiKey?: string;
  /** Milliseconds until its whole answer is there. */
  readonly timeoutMs: number;
}

/** A conversation that a critic is to judge. */
export interface WorkToScore extends JudgeAddress {
  /** Name of the critic at its service. */
  readonly model: string;
  readonly messages: readonly LlmMessage[];
  /** Those that the agent could use; empty: they are not told. */
  readonly tools: readonly LlmToolSpec[];
  readonly signal: AbortSignal;
}

/** Calls of an agent that a monitor is to judge by a policy. */
export interface CallToCheck extends JudgeAddress {
  readonly policyId: string;
  /** What went before; the last message holds the call. */
  readonly messages: readonly LlmMessage[];
  readonly signal: AbortSignal;
}

export interface PolicyCheck {
  /** From 0 to 1: how far the policy is violated. */
  readonly violation: number;
  /** Whether somebody has put instructions into what the agent read. */
  readonly isInjection: boolean;
}

/** Services outside that judge the work and the calls of agents. All reject with a sentence that holds no key. */
export interface Judges {
  /** Probabilities from 0 to 1, in the order of the labels that the critic was trained with. */
  scoreWork(work: WorkToScore): Promise<readonly number[]>;
  checkCall(call: CallToCheck): Promise<PolicyCheck>;
}
