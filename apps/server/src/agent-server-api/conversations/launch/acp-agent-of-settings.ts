import { commandOfProvider } from '@openhands-nest/agent-tools';
import type { ACPAgentSettings } from '@openhands-nest/contracts/agent-server';
import { invalidInput } from '../../../http/problems.js';
import type { Json } from '../../settings/json.js';

/** The description of the agent that settings of a program mean. Its secrets stay readable. @throws InvalidInputError */
export function acpAgentOfSettings(settings: ACPAgentSettings, at: readonly string[]): Json {
  const { schema_version: _, agent_kind: __, acp_command: given, acp_server: server, ...others } = settings;
  const command = given.length > 0 ? given : commandOfProvider(server);
  if (!command)
    throw invalidInput(
      [...at, 'acp_command'],
      `There is no usual command for the agent '${server}': say in acp_command how it is started`,
    );
  return { kind: 'ACPAgent', ...others, acp_command: [...command], acp_server: server };
}
