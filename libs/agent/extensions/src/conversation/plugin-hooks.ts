import {
  mergeHooks,
  type EquipmentProvider,
  type HookConfig,
  type HookMatcher,
  type Logger,
} from '@openhands-nest/agent-ports';
import { parseHookConfig } from '../hooks/hook-config.js';
import type { Plugin } from '../plugins/plugin.js';
import type { ConversationPlugins } from './conversation-plugins.js';
import { filledIn } from './expand-variables.js';

/** Brings the hooks of a conversation's plugins. A plugin whose hooks are malformed goes on without them. */
export function pluginHooks(plugins: ConversationPlugins, logger: Logger): EquipmentProvider {
  const hooksOf = ({ name, hooks, directory }: Plugin): HookConfig | undefined => {
    try {
      return hooks ? withRoot(parseHookConfig(hooks), directory) : undefined;
    } catch (error) {
      logger.warn('The hooks of a plugin cannot be used.', { plugin: name, reason: (error as Error).message });
      return undefined;
    }
  };
  return {
    equip: async (request) => {
      const hooks = mergeHooks((await plugins.of(request)).plugins.map(hooksOf));
      return { tools: [], instructions: [], ...(hooks && { hooks }), close: async () => undefined };
    },
  };
}

/** Commands name the plugin's own files by a variable. */
function withRoot(config: HookConfig, directory: string): HookConfig {
  const root = { PLUGIN_ROOT: directory, CLAUDE_PLUGIN_ROOT: directory };
  const rooted = (matchers: readonly HookMatcher[]): HookMatcher[] =>
    matchers.map(({ matcher, hooks }) => ({
      matcher,
      hooks: hooks.map((hook) => ({ ...hook, command: filledIn(hook.command, root) })),
    }));
  return {
    pre_tool_use: rooted(config.pre_tool_use),
    post_tool_use: rooted(config.post_tool_use),
    user_prompt_submit: rooted(config.user_prompt_submit),
    session_start: rooted(config.session_start),
    session_end: rooted(config.session_end),
    stop: rooted(config.stop),
  };
}
