import type { LlmToolSpec, Tool } from '@openhands-nest/agent-ports';
import { SecurityRisk } from '@openhands-nest/contracts/vocabulary';

const SUMMARY = { type: 'string', description: 'What this call is for, in about ten words.' };
const SECURITY_RISK = {
  type: 'string',
  enum: Object.values(SecurityRisk),
  description:
    'Your judgement of this call. LOW: reads, or changes inside the workspace that are easy to undo. MEDIUM: installs, wide or lasting changes in the workspace. HIGH: touches other systems, secrets or data outside the workspace, or cannot be undone. UNKNOWN: you cannot tell.',
};

/**
 * A tool as it is offered to a model: its own parameters, and `summary` and (unless the tool only reads) `security_risk`, which the
 * caller takes out again before it parses the arguments. Parameters of these names that the tool declares itself stay its own.
 */
export function withCallMetadata(tool: Pick<Tool, 'name' | 'description' | 'parameters' | 'annotations'>): LlmToolSpec {
  const own = (tool.parameters.properties ?? {}) as Readonly<Record<string, unknown>>;
  const required = (tool.parameters.required ?? []) as readonly string[];
  const judged = !tool.annotations.readOnlyHint;
  const properties = {
    ...own,
    summary: own.summary ?? SUMMARY,
    ...(judged && { security_risk: own.security_risk ?? SECURITY_RISK }),
  };
  return {
    name: tool.name,
    description: tool.description,
    parameters: {
      ...tool.parameters,
      properties,
      required: judged ? [...new Set([...required, 'security_risk'])] : required,
    },
  };
}
