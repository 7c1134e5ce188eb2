/** Who judges the work of an agent, and what follows from it. */
export interface CriticSpec {
  /** Whether the agent finished and left changes; whether there are changes; or always content. */
  readonly kind: 'AgentFinishedCritic' | 'EmptyPatchCritic' | 'PassCritic';
  /** Judged are the end of the work and answers in words, or else every action. */
  readonly mode: 'finish_and_message' | 'all_actions';
  /** Has the agent go on while the score is too low. Without it a score is only shown. */
  readonly refinement?: Refinement;
}

export interface Refinement {
  /** From 0 to 1: a score that is good enough. */
  readonly threshold: number;
  /** How often the agent goes on for one message of a person. */
  readonly maxIterations: number;
}

/** A judgement, with its members as on the wire. */
export interface CriticResult {
  /** From 0 to 1: how probable it is that the work is done. */
  readonly score: number;
  readonly message: string;
}
