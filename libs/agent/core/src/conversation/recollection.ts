import type { ActionEvent, Content } from '@openhands-nest/contracts/events';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import {
  eventOf,
  SetupPhase,
  type ConversationRecord,
  type MessageRecall,
  type Recalled,
} from '@openhands-nest/agent-ports';
import type { EngineOptions } from '../engine.js';
import type { Journal } from '../journal/journal.js';
import {
  additionFor,
  additionLater,
  madeUp,
  NO_ADDITION,
  recallStateOf,
  type MessageAddition,
} from '../run/recalled.js';
import type { Kit } from './kit.js';
import type { Setup } from './setup.js';

const NOTHING: MessageRecall = { skills: [] };

/** Decides, inside a commit, what is added to the message with this id. */
export type Addition = (record: ConversationRecord, messageId: string) => MessageAddition;

/** Brings up what a conversation knows beside its log when words or files call for it. */
export class Recollection {
  constructor(
    private readonly journal: Journal,
    private readonly options: EngineOptions,
    private readonly kit: Kit,
    private readonly setup: Setup,
  ) {}

  /** Never waits for a clone: what a message calls for that comes before it is made up for later. */
  async forMessage(content: readonly Content[]): Promise<Addition> {
    if (!this.options.recall) return () => NO_ADDITION;
    if (!(await this.mayRead())) return additionLater;
    const recall = await this.options.recall.forMessage(this.kit.request(), textOf(content));
    return recall ? (record) => additionFor(record, recall) : additionLater;
  }

  /** Makes up for messages that came before the workspace was ready. */
  async catchUp(): Promise<void> {
    const { waiting } = recallStateOf(this.journal.record);
    if (waiting.length === 0 || !this.options.recall) return;
    const texts = await Promise.all(waiting.map((id) => this.textOfMessage(id)));
    const recall = (await this.options.recall.forMessage(this.kit.request(), texts.join('\n'))) ?? NOTHING;
    await this.journal.transact((record) => madeUp(record, waiting, recall));
  }

  /** The rules for the file that a tool was told to touch. */
  async forAction({ action }: ActionEvent): Promise<readonly Recalled[]> {
    const path = (action as { readonly path?: unknown } | null | undefined)?.path;
    if (!this.options.recall || typeof path !== 'string' || path === '') return [];
    return this.options.recall.forPath(this.kit.request(), path);
  }

  /** Without a clone the workspace is ready at once. */
  private async mayRead(): Promise<boolean> {
    const { setup, spec } = this.journal.record;
    if (setup === SetupPhase.Done) return true;
    if (spec.workspace.repository) return false;
    return this.setup.ready().then(
      () => true,
      () => false,
    );
  }

  private async textOfMessage(eventId: string): Promise<string> {
    const stored = await this.options.storage.events.find(this.journal.record.id, eventId);
    const event = stored && eventOf(stored);
    return event?.kind === EventKind.Message ? textOf(event.llm_message.content) : '';
  }
}

function textOf(content: readonly Content[]): string {
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}
