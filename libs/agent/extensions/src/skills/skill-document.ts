import type { Skill, SkillTrigger } from './skill.js';

type Document = Readonly<Record<string, unknown>>;

/** A skill as clients send it with their agent. Undefined for what has no name or no content. */
export function skillOfDocument(document: Document): Skill | undefined {
  const { name, content } = document;
  if (typeof name !== 'string' || name === '' || typeof content !== 'string') return undefined;
  const trigger = triggerOf(document['trigger']);
  return {
    name,
    content,
    trigger,
    source: text(document['source']),
    description: text(document['description']),
    version: text(document['version']) ?? '1.0.0',
    inputs: objects(document['inputs']).map((input) => ({
      name: text(input['name']) ?? '',
      description: text(input['description']) ?? '',
    })),
    isAgentSkill: document['is_agentskills_format'] === true,
    triggerOnly: trigger?.type === 'path' || document['disable_model_invocation'] === true,
    mcpServers: object(document['mcp_tools']) ?? {},
    license: text(document['license']),
    compatibility: text(document['compatibility']),
    allowedTools: Array.isArray(document['allowed_tools']) ? texts(document['allowed_tools']) : null,
    metadata: null,
  };
}

function triggerOf(value: unknown): SkillTrigger | null {
  const trigger = object(value);
  switch (trigger?.['type']) {
    case 'keyword':
      return { type: 'keyword', keywords: texts(trigger['keywords']) };
    case 'task':
      return { type: 'task', triggers: texts(trigger['triggers']) };
    case 'path':
      return { type: 'path', paths: texts(trigger['paths']) };
    default:
      return null;
  }
}

export function object(value: unknown): Document | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Document) : undefined;
}

export function objects(value: unknown): Document[] {
  return Array.isArray(value) ? value.map(object).filter((entry) => entry !== undefined) : [];
}

export function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
