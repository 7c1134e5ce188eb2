import type { Tool, ToolState, Workspace } from '@openhands-nest/agent-ports';
import type { InvokeSkillAction, InvokeSkillObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { textContent } from '../text/text-content.js';

/** The skills that one conversation has for reading. */
export interface InvocableSkills {
  /** Text of the skill with this name, its commands carried out; undefined when there is none that may be read. */
  read(name: string, workspace: Workspace, signal: AbortSignal): Promise<string | undefined>;
  /** Names of those that may be read, sorted. */
  names(): readonly string[];
}

const DESCRIPTION =
  'Reads a skill of the list of available skills: instructions for one kind of task, with the paths of the files that come with it. Read it before you begin with such a task.';
const NAMES_SHOWN = 100;

/** Lets a model read the skills that its system prompt lists. */
export function invokeSkillTool(skills: InvocableSkills): Tool<InvokeSkillAction, InvokeSkillObservation> {
  return {
    name: ToolName.InvokeSkill,
    kinds: { tool: 'InvokeSkillTool', action: ActionKind.InvokeSkill, observation: ObservationKind.InvokeSkill },
    description: DESCRIPTION,
    ...argumentsOf<InvokeSkillAction>(ActionKind.InvokeSkill),
    annotations: {
      title: ToolName.InvokeSkill,
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
    // A skill may run commands, so it is read once at a time.
    resourceOf: ({ name }) => `skill:${name.trim()}`,
    createExecutor: ({ workspace, state }) => ({
      execute: async ({ name: given }, signal) => {
        const name = given.trim();
        const text = await skills.read(name, workspace, signal);
        if (text === undefined) return observation(name, unknown(name, skills.names()), true);
        note(state, name);
        return observation(name, text, false);
      },
      close: async () => undefined,
    }),
  };
}

/** Keeps the names of all skills that were read, in the order of the first time. */
function note(state: ToolState, name: string): void {
  const known = (state.get() ?? []) as readonly string[];
  if (!known.includes(name)) state.set([...known, name]);
}

function unknown(name: string, names: readonly string[]): string {
  const known = names.length === 0 ? 'There are none.' : `There are: ${names.slice(0, NAMES_SHOWN).join(', ')}.`;
  return `There is no skill "${name.slice(0, 100)}" that can be read. ${known}`;
}

function observation(name: string, text: string, isError: boolean): InvokeSkillObservation {
  return { kind: ObservationKind.InvokeSkill, skill_name: name, content: [textContent(text)], is_error: isError };
}
