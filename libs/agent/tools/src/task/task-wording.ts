import type { AgentDefinition } from '@openhands-nest/agent-ports';

const MAX_DESCRIPTION = 600;
const MAX_EXAMPLES = 2;

/** What a model is told of the agents that it can set to work. */
export function agentList(agents: readonly AgentDefinition[]): string {
  return agents.map(agentLine).join('\n');
}

function agentLine({ name, description, tools, when_to_use_examples: examples }: AgentDefinition): string {
  const told = description
    .replace(/<example>[\s\S]*?<\/example>/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const toolText = tools.length > 0 ? ` Tools: ${tools.join(', ')}.` : ' It has no tools.';
  const lines = examples
    .slice(0, MAX_EXAMPLES)
    .map((example) => `\n  For example: ${cut(example.replace(/\s+/g, ' '))}`);
  return `- ${name}: ${cut(told)}${toolText}${lines.join('')}`;
}

function cut(text: string): string {
  return text.length <= MAX_DESCRIPTION ? text : `${text.slice(0, MAX_DESCRIPTION)}…`;
}

export function taskDescription(agents: readonly AgentDefinition[]): string {
  return `Gives a task to another agent, which works on its own in the same workspace and reports back when it is done.

Agents:
${agentList(agents)}

- Worth it for work of many steps whose details you do not need: exploring unknown code, running and judging a long test suite, several independent parts of one job. Not for what one call of your own tools does.
- The agent sees nothing of this conversation. Say what is to be done, which files and limits matter, and what it is to report.
- Several calls in one reply run side by side. Do not let two agents change the same files.
- Each result names a task id. With resume, the same agent goes on and remembers what it did.`;
}

export function delegateDescription(agents: readonly AgentDefinition[]): string {
  return `Makes agents under names of your choice and gives them work, several at once, in the same workspace.

Agents:
${agentList(agents)}

- spawn first: ids are the names, agent_types their sorts.
- delegate then: tasks has one text for each name. The call returns when all of them are done. An agent remembers earlier tasks.
- An agent sees nothing of this conversation: say all that it needs to know, and what it is to report.`;
}

export function unknownAgent(name: string, agents: readonly AgentDefinition[]): string {
  const known = agents.length === 0 ? 'There are none.' : `There are: ${agents.map((agent) => agent.name).join(', ')}.`;
  return `There is no agent "${name.slice(0, 100)}". ${known}`;
}
