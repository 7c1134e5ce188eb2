import type { ActionEvent, ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import { isAnswer } from '../view/open-calls.js';

/** How often something must repeat before an agent counts as stuck. */
const REPEATED_PAIRS = 4;
const REPEATED_ERRORS = 4;
const REPEATED_MESSAGES = 3;
const ALTERNATIONS = 6;
/** Longest pattern looked for, in entries. */
const WINDOW = 20;

interface Entry {
  readonly type: 'pair' | 'error' | 'message';
  /** Equal for events that differ in ids and times only. */
  readonly key: string;
}

/** Sees when an agent goes round in circles: looks at what happened since the last user message. */
export class StuckDetector {
  private readonly calls = new Map<string, ActionEvent>();
  private entries: Entry[] = [];

  add(event: ConversationEvent): void {
    if (event.kind === EventKind.Message) this.addMessage(event);
    else if (event.kind === EventKind.Action) this.calls.set(event.tool_call_id, event);
    else if (isAnswer(event)) this.addAnswer(event);
  }

  get stuck(): boolean {
    return (
      this.repeats('pair', REPEATED_PAIRS) ||
      this.repeats('error', REPEATED_ERRORS) ||
      this.talksToItself() ||
      this.alternates()
    );
  }

  /** One more failure of the same call and the agent is stuck: time to tell it. */
  get nearlyStuck(): boolean {
    return this.repeats('error', REPEATED_ERRORS - 1) && !this.repeats('error', REPEATED_ERRORS);
  }

  private addMessage(event: Extract<ConversationEvent, { kind: typeof EventKind.Message }>): void {
    if (event.source === EventSource.User) this.entries = [];
    else if (event.source === EventSource.Agent) this.push({ type: 'message', key: 'message' });
  }

  private addAnswer(event: Extract<ConversationEvent, { tool_call_id: string }>): void {
    const call = this.calls.get(event.tool_call_id);
    this.calls.delete(event.tool_call_id);
    if (!call) return;
    const asked = JSON.stringify([
      call.tool_name,
      call.action ?? call.tool_call.arguments,
      call.thought.map(({ text }) => text),
    ]);
    if (event.kind === EventKind.AgentError) this.push({ type: 'error', key: asked });
    else if (event.kind === EventKind.Observation)
      this.push({ type: 'pair', key: `${asked}\n${JSON.stringify(event.observation)}` });
  }

  private push(entry: Entry): void {
    this.entries.push(entry);
    if (this.entries.length > WINDOW) this.entries.shift();
  }

  private repeats(type: Entry['type'], times: number): boolean {
    const last = this.entries.slice(-times);
    return last.length === times && last.every((entry) => entry.type === type && entry.key === last[0]?.key);
  }

  private talksToItself(): boolean {
    const last = this.entries.slice(-REPEATED_MESSAGES);
    return last.length === REPEATED_MESSAGES && last.every(({ type }) => type === 'message');
  }

  private alternates(): boolean {
    const last = this.entries.slice(-ALTERNATIONS);
    if (last.length < ALTERNATIONS || last.some(({ type }) => type === 'message')) return false;
    return last[0]?.key !== last[1]?.key && last.every((entry, index) => entry.key === last[index % 2]?.key);
  }
}
