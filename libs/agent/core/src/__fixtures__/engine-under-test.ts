import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import {
  eventOf,
  Isolation,
  LlmNotConfiguredError,
  type Llm,
  type LlmSettings,
  type ReplayStep,
  type Storage,
  type Tool,
  type Workspace,
  type WorkspaceProvider,
  type WorkspaceProvisioner,
} from '@openhands-nest/agent-ports';
import { InMemoryStorage } from '@openhands-nest/testing';
import { createEngine } from '../create-engine.js';
import type { Engine, EngineOptions, EventReader, SavedModels } from '../engine.js';
import { fakeFinish, fakeGrep, fakeTerminal } from './fake-tools.js';

/** Milliseconds after which what a test waits for will not come: less than a test may take, so that it can say what it waited for. */
export const PATIENCE_MS = 15_000;

export interface EngineUnderTestOptions {
  readonly llm?: Llm;
  /** Further models, by name. */
  readonly models?: Readonly<Record<string, Llm>>;
  readonly tools?: readonly Tool[];
  readonly storage?: Storage;
  readonly provisioner?: WorkspaceProvisioner;
  readonly titles?: EngineOptions['titles'];
  readonly owner?: string;
  /** Owners that count as alive. Default: all. */
  readonly alive?: (owner: string) => boolean;
  readonly limits?: EngineOptions['limits'];
  readonly resumeRuns?: boolean;
  readonly equipment?: EngineOptions['equipment'];
  readonly savedModels?: SavedModels;
  readonly hasChanges?: EngineOptions['hasChanges'];
  readonly judges?: EngineOptions['judges'];
  readonly recall?: EngineOptions['recall'];
  readonly openHooks?: EngineOptions['openHooks'];
  readonly openAcpAgent?: EngineOptions['openAcpAgent'];
  readonly secretEnvironment?: EngineOptions['secretEnvironment'];
  readonly lookUpSecret?: EngineOptions['lookUpSecret'];
  readonly onCreateLlm?: (settings: LlmSettings) => void;
  readonly onOpenWorkspace?: (request: Parameters<WorkspaceProvider['open']>[0]) => void;
}

/** An engine on storage in memory, with the model and the tools that the test gives. */
export function engineUnderTest(options: EngineUnderTestOptions = {}): { engine: Engine; storage: Storage } {
  const storage = options.storage ?? new InMemoryStorage();
  const { llm } = options;
  const tools = options.tools ?? [
    fakeTerminal((command) => `ran ${command}`),
    fakeGrep((pattern) => `found ${pattern}`),
    fakeFinish,
  ];
  const engine = createEngine({
    storage,
    workspaces: {
      isolation: Isolation.Local,
      open: async (request) => {
        options.onOpenWorkspace?.(request);
        return { root: request.directory, close: async () => undefined } as unknown as Workspace;
      },
      discard: async () => undefined,
      reapOrphans: async () => 0,
    },
    provisioner: options.provisioner ?? { provision: async ({ workspace }) => ({ directory: workspace.directory }) },
    tools: new Map(tools.map((tool) => [tool.name, tool])),
    llmSettings: async () => (llm ? { model: llm.model } : undefined),
    createLlm: (settings) => {
      options.onCreateLlm?.(settings);
      return options.models?.[settings.model] ?? llm ?? unconfigured;
    },
    createReplay,
    observationContent: (observation) => observation.content,
    workspacesDirectory: '/srv/workspaces',
    clock: {
      now: () => performance.timeOrigin + performance.now(),
      sleep: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}),
    },
    ids: { uuid: randomUUID },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    process: { self: options.owner ?? 'here', isAlive: options.alive ?? (() => true) },
    ...(options.equipment ? { equipment: options.equipment } : {}),
    ...(options.savedModels ? { savedModels: options.savedModels } : {}),
    ...(options.hasChanges ? { hasChanges: options.hasChanges } : {}),
    ...(options.judges ? { judges: options.judges } : {}),
    ...(options.recall ? { recall: options.recall } : {}),
    ...(options.openHooks ? { openHooks: options.openHooks } : {}),
    ...(options.openAcpAgent ? { openAcpAgent: options.openAcpAgent } : {}),
    ...(options.secretEnvironment ? { secretEnvironment: options.secretEnvironment } : {}),
    ...(options.lookUpSecret ? { lookUpSecret: options.lookUpSecret } : {}),
    ...(options.titles ? { titles: options.titles } : {}),
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.resumeRuns === undefined ? {} : { resumeRuns: options.resumeRuns }),
  });
  return { engine, storage };
}

/** Reads until the condition holds for what has been read so far, and returns that. Fails when a test would. */
export async function readUntil(
  reader: EventReader,
  enough: (events: readonly ConversationEvent[]) => boolean,
): Promise<ConversationEvent[]> {
  const events: ConversationEvent[] = [];
  const deadline = AbortSignal.timeout(PATIENCE_MS);
  let wake = (): void => undefined;
  reader.onWake(() => wake());
  deadline.addEventListener('abort', () => wake());
  while (!enough(events)) {
    deadline.throwIfAborted();
    await reader.load();
    const frames = reader.take(100);
    for (const { json } of frames) events.push(JSON.parse(json) as ConversationEvent);
    if (frames.length === 0 && !enough(events))
      await new Promise<void>((resolve) => ((wake = resolve), reader.pending && resolve()));
  }
  return events;
}

/** Resolves when the conversation has this execution status, with all its events. */
export async function untilStatus(
  engine: Engine,
  conversationId: string,
  status: string,
): Promise<ConversationEvent[]> {
  const reader = await engine.openReader(conversationId, { kind: 'all' });
  try {
    await readUntil(reader, (events) => statusIn(events) === status);
  } finally {
    reader.close();
  }
  return logOf(engine, conversationId);
}

/** All stored events, oldest first. */
export async function logOf(engine: Engine, conversationId: string): Promise<ConversationEvent[]> {
  const page = await engine.searchEvents({ conversationId, limit: 10_000 });
  return page.items.map(eventOf);
}

export function kindsOf(events: readonly ConversationEvent[]): string[] {
  return events.filter(({ kind }) => kind !== EventKind.StateUpdate).map(({ kind }) => kind);
}

/** A promise and how to resolve it. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** Resolves, or rejects with the signal's reason: how a well-behaved tool waits. */
export function waitOrAbort(until: Promise<void>, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    void until.then(() => resolve('done'));
  });
}

function statusIn(events: readonly ConversationEvent[]): unknown {
  const update = events.findLast(
    (event) => event.kind === EventKind.StateUpdate && ['execution_status', 'full_state'].includes(event.key),
  );
  if (update?.kind !== EventKind.StateUpdate) return undefined;
  return update.key === 'full_state' ? (update.value as { execution_status: string }).execution_status : update.value;
}

const unconfigured: Llm = { model: 'none', complete: () => Promise.reject(new LlmNotConfiguredError()) };

function createReplay(steps: readonly ReplayStep[], startAt: number, next: Llm | undefined): Llm {
  const step = steps[startAt];
  if (!step) return next ?? unconfigured;
  return {
    model: 'replay',
    complete: async () => ({
      responseId: `replay-${startAt}`,
      text: step.thought ?? '',
      thinkingBlocks: [],
      toolCalls: step.calls.map((call, index) => ({
        id: `replay-${startAt}-${index}`,
        name: call.tool,
        arguments: JSON.stringify(call.arguments),
      })),
      usage: {
        promptTokens: 0,
        completionTokens: 0,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        reasoningTokens: 0,
        contextWindow: 0,
      },
      cost: 0,
      finishReason: 'tool_calls',
    }),
  };
}
