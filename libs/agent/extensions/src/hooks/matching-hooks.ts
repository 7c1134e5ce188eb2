import {
  HookEventType,
  someMatch,
  type HookConfig,
  type HookDefinition,
  type HookMatcher,
} from '@openhands-nest/agent-ports';

const MATCHERS_OF = {
  [HookEventType.PreToolUse]: 'pre_tool_use',
  [HookEventType.PostToolUse]: 'post_tool_use',
  [HookEventType.UserPromptSubmit]: 'user_prompt_submit',
  [HookEventType.SessionStart]: 'session_start',
  [HookEventType.SessionEnd]: 'session_end',
  [HookEventType.Stop]: 'stop',
} as const satisfies Record<HookEventType, keyof HookConfig>;

const METACHARACTERS = /[|.*+?[\]()^$\\]/;

export function matchersFor(config: HookConfig, type: HookEventType): readonly HookMatcher[] {
  return config[MATCHERS_OF[type]];
}

/** The hooks that run on an event, in their order. Events without a tool reach only those that match everything. */
export function matchingHooks(config: HookConfig, type: HookEventType, toolName?: string): readonly HookDefinition[] {
  return matchersFor(config, type).flatMap(({ matcher, hooks }) => (matches(matcher, toolName) ? hooks : []));
}

function matches(matcher: string, toolName: string | undefined): boolean {
  if (matcher === '*' || matcher === '') return true;
  if (toolName === undefined) return false;
  if (/^\/.+\/$/s.test(matcher)) return matchesWhole(matcher.slice(1, -1), toolName) ?? false;
  if (METACHARACTERS.test(matcher)) return matchesWhole(matcher, toolName) ?? matcher === toolName;
  return matcher === toolName;
}

/** Undefined: that is no regular expression. One that takes too long counts as fitting, so that no guard is got around. */
function matchesWhole(pattern: string, text: string): boolean | undefined {
  try {
    return someMatch([new RegExp(`^(?:${pattern})$`)], text) ?? true;
  } catch {
    return undefined;
  }
}
