import type { AcpSession } from '@openhands-nest/agent-ports';
import type { JsonRpc } from './json-rpc.js';
import { providerOfName } from './providers.js';
import { MODEL_OPTION } from './session-models.js';

/** How hard this program's models think is an option of its own; people write it behind the model's name. */
const WITH_EFFORT = /^(.+)\/(low|medium|high|xhigh)$/;

/** Has another model answer in a session, in the way in which the session offers it. @throws RpcError, RpcClosedError */
export async function chooseModel(
  rpc: JsonRpc,
  { id, agentName, modelIsOption }: Pick<AcpSession, 'id' | 'agentName' | 'modelIsOption'>,
  model: string,
): Promise<void> {
  if (!modelIsOption) {
    await rpc.request('session/set_model', { sessionId: id, modelId: model });
    return;
  }
  for (const [configId, value] of optionsOf(agentName, model))
    await rpc.request('session/set_config_option', { sessionId: id, configId, value });
}

function optionsOf(agentName: string, model: string): readonly (readonly [id: string, value: string])[] {
  const [, plain, effort] = providerOfName(agentName)?.key === 'codex' ? (WITH_EFFORT.exec(model) ?? []) : [];
  if (plain === undefined || effort === undefined) return [[MODEL_OPTION, model]];
  return [
    [MODEL_OPTION, plain],
    ['reasoning_effort', effort],
  ];
}
