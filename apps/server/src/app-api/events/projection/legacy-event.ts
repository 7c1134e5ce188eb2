import { localTime } from './local-time.js';

export type Json = Readonly<Record<string, unknown>>;

export interface LegacyAction {
  readonly action: string;
  readonly args: Json;
  /** Seconds. */
  readonly timeout?: number;
}

export interface LegacyObservation {
  readonly observation: string;
  readonly content: string;
  readonly extras: Json;
  readonly success?: boolean;
}

/** An event of OpenHands 0.53 that has no place in the numbering yet. */
export interface LegacyDraft {
  readonly source: 'agent' | 'user' | 'environment';
  /** Text for people; may be empty. */
  readonly message: string;
  /** Id of the action that an observation answers. */
  readonly cause?: number;
  readonly toolCall?: Json;
  readonly metrics?: Json;
  readonly body: LegacyAction | LegacyObservation;
}

interface Common {
  readonly id: number;
  /** ISO 8601 with microseconds, in the server's local time and without a zone. */
  readonly timestamp: string;
  readonly source: LegacyDraft['source'];
  readonly message: string;
  readonly cause?: number;
  readonly tool_call_metadata?: Json;
  readonly llm_metrics?: Json;
}

/** An event as clients of OpenHands 0.53 know it. Keys come in the order of the reference. */
export type LegacyEvent = Common & (LegacyAction | LegacyObservation);

/** @param utc time of our event: UTC without a zone */
export function numbered(draft: LegacyDraft, id: number, utc: string): LegacyEvent {
  const { source, message, cause, toolCall, metrics, body } = draft;
  const type = 'action' in body ? { action: body.action } : { observation: body.observation };
  return {
    id,
    timestamp: localTime(utc),
    source,
    message,
    ...(cause !== undefined && { cause }),
    ...type,
    ...(toolCall && { tool_call_metadata: toolCall }),
    ...(metrics && { llm_metrics: metrics }),
    ...body,
  };
}

export function isStateChange(event: LegacyEvent): boolean {
  return 'observation' in event && event.observation === 'agent_state_changed';
}

export function isRecall(event: LegacyEvent): boolean {
  return 'action' in event && event.action === 'recall';
}
