import { HookConfigError, parseHookConfig } from '@openhands-nest/agent-extensions';
import type { HookConfig } from '@openhands-nest/agent-ports';
import { invalidInput } from '../../http/problems.js';

/** The hooks of a request, or undefined when it names none. @throws InvalidInputError pointing at the mistake */
export function readHookConfig(value: unknown, loc: readonly string[]): HookConfig | undefined {
  if (value === undefined || value === null) return undefined;
  try {
    const config = parseHookConfig(value);
    return Object.values(config).some((matchers: readonly unknown[]) => matchers.length > 0) ? config : undefined;
  } catch (error) {
    if (!(error instanceof HookConfigError)) throw error;
    throw invalidInput([...loc, ...error.path], error.message);
  }
}
