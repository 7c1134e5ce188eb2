import {
  InvalidArgumentsError,
  type AgentDefinition,
  type SubAgents,
  type Tool,
  type ToolState,
} from '@openhands-nest/agent-ports';
import type { DelegateAction, DelegateCommand, DelegateObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { findAgent } from '../task/find-agent.js';
import { delegateDescription, unknownAgent } from '../task/task-wording.js';
import { textContent } from '../text/text-content.js';

/** Agents that one conversation may have under names of its own. */
const MAX_AGENTS = 32;

/** An agent that was made: its sort, and its task once it has had one. */
interface Spawned {
  readonly type: string;
  readonly taskId?: string;
}

type Team = Readonly<Record<string, Spawned>>;

/** Makes named sub-agents and lets them work at the same time. */
export function delegateTool(
  agents: readonly AgentDefinition[],
  subAgents: SubAgents,
): Tool<DelegateAction, DelegateObservation> {
  return {
    name: ToolName.Delegate,
    kinds: { tool: 'DelegateTool', action: ActionKind.Delegate, observation: ObservationKind.Delegate },
    description: delegateDescription(agents),
    ...argumentsOf<DelegateAction>(ActionKind.Delegate),
    annotations: {
      title: ToolName.Delegate,
      readOnlyHint: false,
      destructiveHint: true,
      idempotentHint: false,
      openWorldHint: true,
    },
    resourceOf: () => ToolName.Delegate,
    createExecutor: ({ state }) => {
      const delegation = new Delegation(agents, subAgents, state);
      return {
        execute: (action, signal) =>
          action.command === 'spawn' ? delegation.spawn(action) : delegation.delegate(action, signal),
        close: async () => undefined,
      };
    },
  };
}

class Delegation {
  constructor(
    private readonly agents: readonly AgentDefinition[],
    private readonly subAgents: SubAgents,
    private readonly state: ToolState,
  ) {}

  async spawn({ ids, agent_types: types }: DelegateAction): Promise<DelegateObservation> {
    if (!ids || ids.length === 0) throw new InvalidArgumentsError('spawn needs ids: a name for each new agent.');
    const team = { ...this.team };
    for (const [index, id] of ids.entries()) {
      const type = types?.[index]?.trim() || 'general-purpose';
      if (!findAgent(this.agents, type)) return observation('spawn', unknownAgent(type, this.agents), true);
      team[id] ??= { type };
    }
    if (Object.keys(team).length > MAX_AGENTS)
      return observation(
        'spawn',
        `There can be at most ${MAX_AGENTS} agents. Give work to those that are there.`,
        true,
      );
    this.state.set(team);
    return observation('spawn', `Ready for work: ${ids.join(', ')}.`);
  }

  async delegate({ tasks }: DelegateAction, signal: AbortSignal): Promise<DelegateObservation> {
    const given = Object.entries(tasks ?? {});
    if (given.length === 0)
      throw new InvalidArgumentsError('delegate needs tasks: a text for each agent, by its name.');
    const unknown = given.map(([id]) => id).filter((id) => !Object.hasOwn(this.team, id));
    if (unknown.length > 0) {
      const known = Object.keys(this.team).join(', ') || 'none yet';
      return observation(
        'delegate',
        `There is no agent ${unknown.join(', ')}; spawn it first. There are: ${known}.`,
        true,
      );
    }
    const reports = await Promise.all(given.map(([id, task]) => this.work(id, task, signal)));
    return observation(
      'delegate',
      reports.map(({ text }) => text).join('\n\n'),
      reports.every(({ failed }) => failed),
    );
  }

  private async work(id: string, prompt: string, signal: AbortSignal): Promise<{ text: string; failed: boolean }> {
    const { type, taskId } = this.team[id] as Spawned;
    const definition = findAgent(this.agents, type);
    if (!definition) return { text: `${id}: ${unknownAgent(type, this.agents)}`, failed: true };
    try {
      const outcome = await this.subAgents.run({ definition, prompt, signal, ...(taskId && { resume: taskId }) });
      this.state.set({ ...this.team, [id]: { type, taskId: outcome.taskId } });
      const verdict = outcome.finished ? 'has finished' : 'did not finish';
      return { text: `${id} ${verdict}:\n${outcome.text}`, failed: !outcome.finished };
    } catch (error) {
      signal.throwIfAborted();
      return { text: `${id} could not work: ${(error as Error).message}`, failed: true };
    }
  }

  private get team(): Team {
    return (this.state.get() ?? {}) as Team;
  }
}

function observation(command: DelegateCommand, text: string, isError = false): DelegateObservation {
  return { kind: ObservationKind.Delegate, command, content: [textContent(text)], is_error: isError };
}
