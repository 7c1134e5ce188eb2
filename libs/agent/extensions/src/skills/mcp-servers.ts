import type { ExtensionFiles } from '../files/extension-files.js';
import { SkillFormatError } from './skill-format-error.js';

export type McpServers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The servers of a `.mcp.json`, by name. Only the given variables are filled in: secrets come later, when a server is started.
 * @throws SkillFormatError
 */
export async function readMcpServers(
  files: ExtensionFiles,
  file: string,
  variables: Readonly<Record<string, string>>,
): Promise<McpServers> {
  const text = await files.read(file);
  if (text === undefined) return {};
  const servers = (parseJson(text) as { mcpServers?: unknown } | null)?.mcpServers ?? {};
  if (typeof servers !== 'object' || Array.isArray(servers) || Object.values(servers).some((value) => !isObject(value)))
    throw new SkillFormatError('"mcpServers" in .mcp.json must be an object of servers by name.');
  return filledIn(servers, variables) as McpServers;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SkillFormatError('The file is no JSON.');
  }
}

function filledIn(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return fill(value, variables);
  if (Array.isArray(value)) return value.map((entry) => filledIn(entry, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, filledIn(entry, variables)]));
}

function fill(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)\}/g, (reference, name: string) =>
    Object.hasOwn(variables, name) ? (variables[name] ?? '') : reference,
  );
}
