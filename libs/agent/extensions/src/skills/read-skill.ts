import { basename, dirname } from 'node:path/posix';
import type { ExtensionFiles } from '../files/extension-files.js';
import { readMarkdown } from './frontmatter.js';
import { flagOf, listOf, objectOf, splitListOf, textOf, textsOf, valueOf } from './header-values.js';
import { readMcpServers } from './mcp-servers.js';
import type { Skill, SkillInput, SkillTrigger } from './skill.js';
import { SkillFormatError } from './skill-format-error.js';

type Header = Readonly<Record<string, unknown>>;

const MAX_DESCRIPTION_CHARS = 1_024;
const MAX_NAME_CHARS = 64;
const AGENT_SKILL_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const ASKS_FOR_INPUTS = 'Ask the user for whichever of these values were not given before you begin with the task.';

export interface AgentSkillOptions {
  /** Whether the name must be well-formed and that of its folder, as the standard wants it. Default: true. */
  readonly strict?: boolean;
  /** Name of its folder, if it is another one now than it will be. */
  readonly folderName?: string;
  /** Whether a `.mcp.json` beside it belongs to the skill. Default: true. */
  readonly withMcp?: boolean;
}

/** Reads a `SKILL.md`. Undefined when it is not there. @throws SkillFormatError */
export async function readAgentSkill(
  files: ExtensionFiles,
  file: string,
  { strict = true, withMcp = true, folderName }: AgentSkillOptions = {},
): Promise<Skill | undefined> {
  const text = await files.read(file);
  if (text === undefined) return undefined;
  const { header, body } = await readMarkdown(text);
  const folder = dirname(file);
  const named = folderName ?? basename(folder);
  const name = textOf(header, 'name') ?? named;
  if (strict) checkAgentSkillName(name, named);
  const mcpServers = withMcp ? await readMcpServers(files, `${folder}/.mcp.json`, { SKILL_ROOT: folder }) : {};
  return skillFrom(header, body, { name, source: file, isAgentSkill: true, mcpServers });
}

/** Reads a plain Markdown file with an optional header. Undefined when it is not there. @throws SkillFormatError */
export async function readPlainSkill(files: ExtensionFiles, file: string, name: string): Promise<Skill | undefined> {
  const text = await files.read(file);
  if (text === undefined) return undefined;
  const { header, body } = await readMarkdown(text);
  const mcpServers = objectOf(header, 'mcp_tools') ?? {};
  const servers = (mcpServers['mcpServers'] as Record<string, unknown> | undefined) ?? mcpServers;
  return skillFrom(header, body, {
    name: textOf(header, 'name') ?? name,
    source: file,
    isAgentSkill: false,
    mcpServers: servers,
  });
}

/** Text that counts always, whole, as instruction files of repositories do. */
export function plainInstructions(name: string, content: string, source: string): Skill {
  return skillFrom({}, content, { name, source, isAgentSkill: false, mcpServers: {} });
}

export function skillFrom(
  header: Header,
  body: string,
  origin: Pick<Skill, 'name' | 'source' | 'isAgentSkill' | 'mcpServers'>,
): Skill {
  const trigger = triggerOf(header, origin.name);
  const inputs = trigger?.type === 'task' ? inputsOf(header) : [];
  return {
    ...origin,
    trigger,
    inputs,
    content: trigger?.type === 'task' ? withInputs(body, inputs) : body,
    description: textOf(header, 'description')?.slice(0, MAX_DESCRIPTION_CHARS) ?? null,
    version: textOf(header, 'version') ?? '1.0.0',
    triggerOnly: trigger?.type === 'path' || flagOf(header, 'disable-model-invocation', 'disable_model_invocation'),
    license: textOf(header, 'license'),
    compatibility: textOf(header, 'compatibility'),
    allowedTools: splitListOf(header, /\s+/, 'allowed-tools', 'allowed_tools'),
    metadata: textsOf(objectOf(header, 'metadata')),
  };
}

/** Paths win over inputs, and inputs over key words. */
function triggerOf(header: Header, name: string): SkillTrigger | null {
  const keywords = listOf(header, 'triggers');
  const paths = splitListOf(header, /,/, 'paths') ?? [];
  if (paths.length > 0) return { type: 'path', paths };
  if (valueOf(header, 'inputs') !== undefined) {
    const own = `/${name}`;
    return { type: 'task', triggers: keywords.includes(own) ? keywords : [...keywords, own] };
  }
  return keywords.length > 0 ? { type: 'keyword', keywords } : null;
}

function inputsOf(header: Header): SkillInput[] {
  const inputs = valueOf(header, 'inputs');
  if (!Array.isArray(inputs)) throw new SkillFormatError('"inputs" must be a list.');
  return inputs.map((input: unknown) => {
    const { name, description } = (input ?? {}) as { name?: unknown; description?: unknown };
    if (typeof name !== 'string') throw new SkillFormatError('Each of the "inputs" needs a name.');
    return { name, description: typeof description === 'string' ? description : '' };
  });
}

function withInputs(body: string, inputs: readonly SkillInput[]): string {
  const hasVariables = /\$\{[A-Za-z_]\w*\}/.test(body);
  return inputs.length > 0 || hasVariables ? `${body}\n\n${ASKS_FOR_INPUTS}` : body;
}

function checkAgentSkillName(name: string, folder: string): void {
  if (name.length > MAX_NAME_CHARS || !AGENT_SKILL_NAME.test(name))
    throw new SkillFormatError(
      `The name "${name.slice(0, 80)}" must consist of lower-case letters, digits and single hyphens, at most ${MAX_NAME_CHARS}.`,
    );
  if (name !== folder) throw new SkillFormatError(`The name "${name}" must be that of its folder, "${folder}".`);
}
