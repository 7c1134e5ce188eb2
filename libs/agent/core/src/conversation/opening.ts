import { arch, release, type } from 'node:os';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord, Isolation, Tool } from '@openhands-nest/agent-ports';
import type { EventDraft } from '../journal/draft.js';
import { systemPrompt } from '../prompts/system-prompt.js';
import { toolDefinitions } from '../run/toolbox.js';
import { plannedDirectory } from './planned-directory.js';
import { branchOf, workingDirectory } from './setup.js';

/** The system prompt, if the log is still empty: clients expect it before the first message. */
export function openingEvents(
  record: ConversationRecord,
  tools: ReadonlyMap<string, Tool>,
  isolation: Isolation,
  now: number,
): EventDraft[] {
  if (record.leafEventId !== null) return [];
  const { repository } = record.spec.workspace;
  const branch = branchOf(record);
  const { prompt, dynamicContext } = systemPrompt({
    workingDirectory: agentDirectory(record),
    ...(repository ? { repository: repository.name } : {}),
    ...(branch === undefined ? {} : { branch }),
    now: new Date(now),
    operatingSystem: `${type()} ${release()} (${arch()})`,
    isolation,
    ...(record.spec.instructions === undefined ? {} : { instructions: record.spec.instructions }),
  });
  return [
    {
      kind: EventKind.SystemPrompt,
      source: EventSource.Agent,
      system_prompt: { cache_prompt: false, type: 'text', text: prompt },
      tools: toolDefinitions(tools),
      dynamic_context: { cache_prompt: false, type: 'text', text: dynamicContext },
    },
  ];
}

/** The first message may come before the workspace is set up. */
function agentDirectory(record: ConversationRecord): string {
  const { workspace } = record.spec;
  const ready = workingDirectory(record);
  return ready === workspace.directory ? plannedDirectory(workspace) : ready;
}
