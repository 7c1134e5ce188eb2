import type { AgentDefinition, HookQuestion, SubAgents } from '@openhands-nest/agent-ports';

/** A question to an agent that may look around before it answers. @throws when it does not come to an answer in time */
export async function askAgent(subAgents: SubAgents, question: HookQuestion): Promise<string> {
  const { usageId, text, timeoutMs, signal } = question;
  const limit = AbortSignal.timeout(timeoutMs);
  const outcome = await subAgents.run({
    definition: definitionOf(question),
    prompt: text,
    usageId,
    signal: AbortSignal.any([signal, limit]),
  });
  if (!outcome.finished) throw new Error(outcome.text);
  return outcome.text;
}

function definitionOf({ usageId, system, tools, maxIterations }: HookQuestion): AgentDefinition {
  return {
    name: usageId,
    description: '',
    model: 'inherit',
    color: null,
    tools,
    skills: [],
    system_prompt: system,
    source: null,
    level: null,
    when_to_use_examples: [],
    hooks: null,
    permission_mode: 'never_confirm',
    max_iteration_per_run: maxIterations,
    max_budget_per_run: null,
    mcp_config: null,
    profile_store_dir: null,
    metadata: {},
  };
}
