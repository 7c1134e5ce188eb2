import type { HookConfig } from '@openhands-nest/agent-ports';
import type { ExtensionFiles } from '../files/extension-files.js';
import { HookConfigError, parseHookConfig } from './hook-config.js';

/** Where a project keeps its hooks. */
export const PROJECT_HOOKS_FILE = '.openhands/hooks.json';

/** The hooks that a project configures. Undefined when it has none. @throws HookConfigError when the file cannot be used */
export async function readProjectHooks(
  files: Pick<ExtensionFiles, 'read'>,
  directory: string,
): Promise<HookConfig | undefined> {
  const text = await files.read(`${directory}/${PROJECT_HOOKS_FILE}`).catch((error: unknown) => {
    throw new HookConfigError([], `${PROJECT_HOOKS_FILE} cannot be read: ${(error as Error).message}`);
  });
  if (text === undefined) return undefined;
  const config = parseHookConfig(parseJson(text));
  return Object.values(config).some((matchers: readonly unknown[]) => matchers.length > 0) ? config : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own sentence repeats what is in the file, which may be anything that a link leads to.
    throw new HookConfigError([], `${PROJECT_HOOKS_FILE} is not JSON. Check its commas and quotes.`);
  }
}
