import { EventKind, EventSource, ActionKind } from '@openhands-nest/contracts/vocabulary';
import type { CriticResult, CriticSpec } from '@openhands-nest/agent-ports';
import { workingDirectory } from '../conversation/setup.js';
import type { EventDraft } from '../journal/draft.js';
import type { RunContext } from '../run/run-context.js';
import { askCriticService, type ServiceContext } from './ask-critic-service.js';
import { judge } from './judge.js';

type CriticContext = ServiceContext & Pick<RunContext, 'hasChanges' | 'logger' | 'conversationId'>;

/** The events of one reply, those that the conversation's critic judges with its judgement. A critic that fails holds nothing up. */
export async function criticize(
  context: CriticContext,
  events: readonly EventDraft[],
  signal: AbortSignal,
): Promise<readonly EventDraft[]> {
  const { critic } = context.journal.record.spec;
  if (!critic) return events;
  return Promise.all(
    events.map(async (event, index) =>
      isJudged(event, critic) ? judged(context, events.slice(0, index + 1), critic, signal) : event,
    ),
  );
}

function isJudged(event: EventDraft, { mode }: CriticSpec): boolean {
  if (event.kind === EventKind.Action) return Boolean(event.action) && (mode === 'all_actions' || isFinish(event));
  return event.kind === EventKind.Message && event.source === EventSource.Agent && mode === 'finish_and_message';
}

function isFinish(event: EventDraft): boolean {
  return event.kind === EventKind.Action && event.action?.kind === ActionKind.Finish;
}

/** The last of these events, with what is to be thought of it. */
async function judged(
  context: CriticContext,
  events: readonly EventDraft[],
  critic: CriticSpec,
  signal: AbortSignal,
): Promise<EventDraft> {
  const { journal, hasChanges, logger, conversationId } = context;
  const event = events.at(-1) as EventDraft;
  try {
    const result: CriticResult = critic.service
      ? await askCriticService(context, critic.service, events, signal)
      : await judge(critic, {
          finished: isFinish(event),
          hasChanges: () => hasChanges(workingDirectory(journal.record)),
        });
    return { ...event, critic_result: { ...result } } as EventDraft;
  } catch (error) {
    logger.warn('The critic of a conversation could not judge.', { conversationId, error: String(error) });
    return event;
  }
}
