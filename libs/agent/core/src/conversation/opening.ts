import { createHash } from 'node:crypto';
import { arch, release, type } from 'node:os';
import { EventKind, EventSource } from '@openhands-nest/contracts/vocabulary';
import type { ConversationRecord, Equipment, Isolation, Tool } from '@openhands-nest/agent-ports';
import type { EventDraft } from '../journal/draft.js';
import { acpSystemPrompt } from '../prompts/acp-prompt.js';
import { systemPrompt } from '../prompts/system-prompt.js';
import { toolDefinitions } from '../run/toolbox.js';
import { plannedDirectory } from './planned-directory.js';
import { branchOf, workingDirectory } from './setup.js';

/** Where it is kept what the recorded system prompt was made from. */
const STATE_KEY = 'head';

export interface Head {
  readonly tools: ReadonlyMap<string, Tool>;
  /** Added to the end of the prompt. */
  readonly sections: readonly string[];
  readonly isolation: Isolation;
  readonly now: number;
}

/** The system prompt. Clients expect it before the first message; a later one replaces it. */
export function openingEvents(record: ConversationRecord, { tools, sections, isolation, now }: Head): EventDraft[] {
  if (record.spec.acp) return [systemPromptEvent(acpSystemPrompt(), record.spec.instructions ?? '', tools)];
  const { repository } = record.spec.workspace;
  const branch = branchOf(record);
  const { prompt, dynamicContext } = systemPrompt({
    workingDirectory: agentDirectory(record),
    ...(repository ? { repository: repository.name } : {}),
    ...(branch === undefined ? {} : { branch }),
    now: new Date(now),
    operatingSystem: `${type()} ${release()} (${arch()})`,
    isolation,
    sections,
    ...(record.spec.persona === undefined ? {} : { persona: record.spec.persona }),
    ...(record.spec.systemPrompt === undefined ? {} : { systemPrompt: record.spec.systemPrompt }),
    ...(record.spec.instructions === undefined ? {} : { instructions: record.spec.instructions }),
  });
  return [systemPromptEvent(prompt, dynamicContext, tools)];
}

function systemPromptEvent(prompt: string, context: string, tools: Head['tools']): EventDraft {
  return {
    kind: EventKind.SystemPrompt,
    source: EventSource.Agent,
    system_prompt: { cache_prompt: false, type: 'text', text: prompt },
    tools: toolDefinitions(tools),
    dynamic_context: { cache_prompt: false, type: 'text', text: context },
  };
}

/** Two equipments with the same one make the same system prompt. Nothing at all: an empty text. */
export function fingerprintOf({ tools, instructions }: Equipment): string {
  if (tools.length === 0 && instructions.length === 0) return '';
  const told = tools.map(({ name, description, parameters }) => [name, description, parameters]);
  return createHash('sha256')
    .update(JSON.stringify([told, instructions]))
    .digest('hex');
}

/** That of the equipment for which the system prompt was recorded last. */
export function recordedFingerprint({ agentState }: ConversationRecord): string {
  return (agentState[STATE_KEY] as string | undefined) ?? '';
}

export function withFingerprint(
  { agentState }: ConversationRecord,
  fingerprint: string,
): ConversationRecord['agentState'] {
  return { ...agentState, [STATE_KEY]: fingerprint };
}

/** The first message may come before the workspace is set up. */
function agentDirectory(record: ConversationRecord): string {
  const { workspace } = record.spec;
  const ready = workingDirectory(record);
  return ready === workspace.directory ? plannedDirectory(workspace) : ready;
}
