import type { ActionEvent } from '@openhands-nest/contracts/events';
import { ActionKind } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord, CriticFeature, CriticResult } from '@openhands-nest/agent-ports';
import { combine } from '../journal/draft.js';
import { refinementPrompt } from '../prompts/refinement-prompt.js';
import { nudge } from '../reply/record-reply.js';
import type { RunContext } from '../run/run-context.js';

/** Where it is kept how often the agent has gone on for which message. */
const STATE_KEY = 'refinement';

interface RefinementState {
  readonly message: string | null;
  readonly iterations: number;
}

/** Has the agent go on when it wants to finish and its critic is not content. */
export class RefinementCheck {
  private judgement: CriticResult | undefined;
  private isDue = false;

  constructor(private readonly context: Pick<RunContext, 'journal'>) {}

  /** Whether the agent is to be told to go on now. */
  get due(): boolean {
    return this.isDue;
  }

  /** Takes note of what the critic says of the calls that are about to be carried out. */
  consider(actions: readonly ActionEvent[]): void {
    const finish = actions.find(({ action }) => action?.kind === ActionKind.Finish);
    this.judgement = finish?.critic_result as CriticResult | undefined;
  }

  /** Whether the turn may end as far as the critic is concerned. */
  passed(): boolean {
    const { record } = this.context.journal;
    const { refinement } = record.spec.critic ?? {};
    if (!refinement || !this.judgement) return true;
    const isDone = this.judgement.score >= refinement.threshold && this.faults().length === 0;
    this.isDue = !isDone && iterationsOf(record) < refinement.maxIterations;
    return !this.isDue;
  }

  /** Faults of the agent that are so probable that the score does not count. */
  private faults(): readonly CriticFeature[] {
    const { service } = this.context.journal.record.spec.critic ?? {};
    const issues = this.judgement?.metadata?.categorized_features.agent_behavioral_issues ?? [];
    return issues.filter(({ probability }) => service !== undefined && probability >= service.issueThreshold);
  }

  /** Tells the agent to go on. */
  async goOn(): Promise<void> {
    const score = this.judgement?.score ?? 0;
    const features = this.judgement?.metadata?.categorized_features;
    this.isDue = false;
    this.judgement = undefined;
    await this.context.journal.transact((record) => {
      const iterations = iterationsOf(record) + 1;
      const state: RefinementState = { message: record.lastUserMessageId, iterations };
      return combine(
        { events: [nudge(refinementPrompt(score, iterations, features))] },
        { patch: { agentState: { ...record.agentState, [STATE_KEY]: state } } },
      );
    });
  }
}

/** Every message of a person is worth all iterations. */
function iterationsOf({ agentState, lastUserMessageId }: ConversationRecord): number {
  const state = agentState[STATE_KEY] as RefinementState | undefined;
  return state?.message === lastUserMessageId ? state.iterations : 0;
}
