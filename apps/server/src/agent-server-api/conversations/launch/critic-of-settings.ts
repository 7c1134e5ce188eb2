import { routeOf } from '@openhands-nest/agent-llm';
import type { LLM, OpenHandsAgentSettings } from '@openhands-nest/contracts/agent-server';
import type { Json } from '../../settings/json.js';

/** Where the critic of the OpenHands project is, beside its models. */
const USUAL_SERVER = 'https://llm-proxy.app.all-hands.dev/vllm';

/** The critic that settings mean; null for none. Without a key of its own it can only be where the agent's model is. */
export function criticOfSettings({ llm, verification }: OpenHandsAgentSettings): Json | null {
  if (!verification.critic_enabled) return null;
  const server = verification.critic_server_url || USUAL_SERVER;
  const key = verification.critic_api_key || (isWithModel(server, llm) ? llm.api_key : undefined);
  if (!key) return null;
  return {
    kind: 'APIBasedCritic',
    server_url: server,
    api_key: key,
    ...(verification.critic_model_name && { model_name: verification.critic_model_name }),
    mode: verification.critic_mode,
    iterative_refinement: verification.enable_iterative_refinement
      ? {
          success_threshold: verification.critic_threshold,
          max_iterations: verification.max_refinement_iterations,
        }
      : null,
  };
}

/** Whether the key of the model is meant for this server too. */
function isWithModel(server: string, { model, base_url: baseUrl }: LLM): boolean {
  try {
    return new URL(routeOf({ model, ...(baseUrl && { baseUrl }) }).baseUrl).origin === new URL(server).origin;
  } catch {
    return false;
  }
}
