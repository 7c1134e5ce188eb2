/** Who judges the work of an agent, and what follows from it. */
export interface CriticSpec {
  /** Whether the agent finished and left changes; whether there are changes; always content; or what a service says. */
  readonly kind: 'AgentFinishedCritic' | 'EmptyPatchCritic' | 'PassCritic' | 'APIBasedCritic';
  /** Judged are the end of the work and answers in words, or else every action. */
  readonly mode: 'finish_and_message' | 'all_actions';
  /** Has the agent go on while the score is too low. Without it a score is only shown. */
  readonly refinement?: Refinement;
  /** The service of an `APIBasedCritic`; its key is kept among those of the conversation's parts. */
  readonly service?: CriticService;
}

export interface CriticService {
  readonly url: string;
  /** Name of the critic there. */
  readonly model: string;
  readonly timeoutMs: number;
  /** Whether it is told which tools the agent has. */
  readonly showsTools: boolean;
  /** What its probabilities are about, in their order. */
  readonly labels: readonly string[];
  /** From 0 to 1: a fault of the agent that is as probable as that has it go on, whatever the score. */
  readonly issueThreshold: number;
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
  /** What a service says besides. */
  readonly metadata?: CriticMetadata;
}

export interface CriticMetadata {
  /** The events that were judged. */
  readonly event_ids: readonly string[];
  readonly categorized_features: CriticFeatures;
}

/** What is probable, most probable first. */
export interface CriticFeatures {
  /** How the person will feel about it, with the probabilities of all moods. */
  readonly sentiment: {
    readonly predicted: string;
    readonly probability: number;
    readonly all: Readonly<Record<string, number>>;
  } | null;
  readonly agent_behavioral_issues: readonly CriticFeature[];
  readonly user_followup_patterns: readonly CriticFeature[];
  readonly infrastructure_issues: readonly CriticFeature[];
  readonly other: readonly CriticFeature[];
}

export interface CriticFeature {
  readonly name: string;
  readonly display_name: string;
  readonly probability: number;
}
