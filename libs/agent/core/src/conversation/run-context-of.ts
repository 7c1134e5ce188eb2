import type { EngineOptions } from '../engine.js';
import type { Journal } from '../journal/journal.js';
import type { RunContext } from '../run/run-context.js';
import type { Announcer } from './announcer.js';
import type { Kit } from './kit.js';
import type { ModelInUse } from './model-in-use.js';
import { partKey, readSecrets } from './conversation-secrets.js';
import { confirmationOf } from './mutable-settings.js';
import type { Recollection } from './recollection.js';
import type { Setup } from './setup.js';
import { summarizerOf } from './summarizer.js';

export interface ContextParts {
  readonly journal: Journal;
  readonly options: EngineOptions;
  readonly kit: Kit;
  readonly model: ModelInUse;
  readonly setup: Setup;
  readonly recollection: Recollection;
  readonly announcer: Announcer;
}

/** What the runs of a conversation work with: its parts, as they are at each moment. */
export function runContextOf({
  journal,
  options,
  kit,
  model,
  setup,
  recollection,
  announcer,
}: ContextParts): RunContext {
  const { clock, ids, logger, createReplay, observationContent, storage } = options;
  return {
    conversationId: journal.record.id,
    journal,
    log: storage.events,
    toolbox: kit.toolbox,
    get tools() {
      return kit.tools;
    },
    get llm() {
      return model.llm;
    },
    acp: kit.acp,
    summarizer: (condenser) => summarizerOf(condenser, journal, model, options),
    judges: options.judges,
    partKey: async (name) => partKey(await readSecrets(storage.settings, journal.record.id), name),
    createLlm: options.createLlm,
    hasChanges: options.hasChanges ?? (async () => false),
    createReplay,
    observationContent,
    confirmation: confirmationOf,
    ready: () => setup.ready(),
    prepare: async (signal) => {
      await kit.prepare(signal);
      await recollection.catchUp();
    },
    rulesFor: (action) => recollection.forAction(action),
    get hooks() {
      return kit.session.hooks;
    },
    announce: (draft, piece) => announcer.event(draft, piece),
    progress: (progress) => announcer.progress(progress),
    clock,
    ids,
    logger,
  };
}
