import { mergeHooks, type EquipmentProvider, type HookConfig, type Logger } from '@openhands-nest/agent-ports';
import { parseHookConfig } from '../hooks/hook-config.js';
import type { Plugin } from '../plugins/plugin.js';
import type { ConversationPlugins } from './conversation-plugins.js';

/** Brings the hooks of a conversation's plugins. A plugin whose hooks are malformed goes on without them. */
export function pluginHooks(plugins: ConversationPlugins, logger: Logger): EquipmentProvider {
  const hooksOf = ({ name, hooks }: Plugin): HookConfig | undefined => {
    try {
      return hooks ? parseHookConfig(hooks) : undefined;
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
