import { WorkspaceError, type HookConfig } from '@openhands-nest/agent-ports';
import type { Files } from '../files/files.js';
import { HookConfigError, parseHookConfig } from './hook-config.js';

/** Where a project keeps its hooks. */
export const PROJECT_HOOKS_FILE = '.openhands/hooks.json';
const MAX_BYTES = 1024 * 1024;

/** The hooks that a project configures. Undefined when it has none. @throws HookConfigError when the file cannot be used */
export async function readProjectHooks(
  files: Pick<Files, 'readFile'>,
  directory: string,
): Promise<HookConfig | undefined> {
  const text = await readIfThere(files, `${directory}/${PROJECT_HOOKS_FILE}`);
  if (text === undefined) return undefined;
  const config = parseHookConfig(parseJson(text));
  return Object.values(config).some((matchers: readonly unknown[]) => matchers.length > 0) ? config : undefined;
}

async function readIfThere(files: Pick<Files, 'readFile'>, path: string): Promise<string | undefined> {
  try {
    return (await files.readFile(path, { maxBytes: MAX_BYTES })).toString();
  } catch (error) {
    if (error instanceof WorkspaceError && (error.reason === 'not_found' || error.reason === 'not_directory'))
      return undefined;
    throw new HookConfigError([], `${PROJECT_HOOKS_FILE} cannot be read: ${(error as Error).message}`);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own sentence repeats what is in the file, which may be anything that a link leads to.
    throw new HookConfigError([], `${PROJECT_HOOKS_FILE} is not JSON. Check its commas and quotes.`);
  }
}
