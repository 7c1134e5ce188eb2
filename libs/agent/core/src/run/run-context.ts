import type { ActionEvent, ConversationEvent } from '@openhands-nest/contracts/events';
import type {
  Clock,
  CondenserSpec,
  ConfirmationPolicySpec,
  ConversationRecord,
  EventLog,
  Ids,
  Judges,
  Llm,
  LlmSettings,
  Logger,
  Recalled,
  ReplayStep,
  Tool,
} from '@openhands-nest/agent-ports';
import type { AcpDesk } from '../acp/acp-desk.js';
import type { Summarizer } from '../conversation/summarizer.js';
import type { EngineOptions, Progress } from '../engine.js';
import type { ReplyPiece } from '../feed/reply-piece.js';
import type { SessionHooks } from '../hooks/session-hooks.js';
import type { EventDraft } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import type { Toolbox } from './toolbox.js';

/** What a run works with. */
export interface RunContext {
  readonly conversationId: string;
  readonly journal: Journal;
  readonly log: EventLog;
  readonly toolbox: Toolbox;
  /** Those that are offered now. */
  readonly tools: ReadonlyMap<string, Tool>;
  /** The one in force now. Undefined when none is configured: then only recorded replies can be given. */
  readonly llm: Llm | undefined;
  /** Where its agent works, when that is a program of its own; then there is no model and no tool. */
  readonly acp: AcpDesk | undefined;
  /** Who sums up what this condenser has forgotten; undefined when there is no model. */
  readonly summarizer: (condenser: CondenserSpec | undefined) => Promise<Summarizer | undefined>;
  /** Services outside that judge; undefined when none can be asked. */
  readonly judges: Judges | undefined;
  /** The key of a part of the agent that asks somebody else; undefined when it has none. */
  readonly partKey: (name: string) => Promise<string | undefined>;
  /** Models that parts of the agent bring with them. */
  readonly createLlm: (settings: LlmSettings) => Llm;
  /** Whether work in this directory has changed its repository. */
  readonly hasChanges: (directory: string) => Promise<boolean>;
  readonly createReplay: (steps: readonly ReplayStep[], startAt: number, next: Llm | undefined) => Llm;
  readonly observationContent: EngineOptions['observationContent'];
  /** The confirmation policy in force. */
  readonly confirmation: (record: ConversationRecord) => ConfirmationPolicySpec;
  /** Resolves when the workspace is ready; rejects with a ProvisionError. */
  readonly ready: () => Promise<void>;
  /** Asked before each step: gets what the conversation brings with it, if that is new or has changed. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
  /** The rules for the file that a call was about; those that are known already among them. */
  readonly rulesFor: (action: ActionEvent) => Promise<readonly Recalled[]>;
  /** Those of the conversation, if it has any. */
  readonly hooks: SessionHooks | undefined;
  /** Sends an event that is not stored. */
  readonly announce: (draft: EventDraft, piece?: ReplyPiece) => void;
  /** Tells those who watch what is going on. */
  readonly progress: (progress: Progress) => void;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

export type { ConversationEvent };
