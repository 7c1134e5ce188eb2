import { isAbsolute } from 'node:path';
import type { CreateConversation } from '@openhands-nest/agent-core';
import type { StartConversationRequest } from '@openhands-nest/contracts/agent-server';
import { invalidInput } from '../../http/problems.js';
import { toSendMessage } from '../events/send-message.js';
import { readAgent } from './agent-document.js';
import { readPolicy } from './confirmation-policy.js';
import { readSecrets } from './secret-sources.js';
import { isAskedFor, notBuilt, refuseUnbuilt } from './unbuilt.js';

const NOT_BUILT = [
  'worktree',
  'parent_conversation_id',
  'security_analyzer',
  'secrets_encrypted',
  'client_tools',
  'agent_definitions',
  'plugins',
  'hook_config',
];

/** What the engine is asked to create. @throws InvalidInputError, NotImplementedError: nothing has been created then */
export function toCreateConversation(request: StartConversationRequest): CreateConversation {
  refuseUnbuilt('', { ...request }, NOT_BUILT);
  const { llm, tools, instructions, condenser, document } = readAgent(agentOf(request));
  const additions = additionsOf(request);
  const allInstructions = [instructions, additions].filter(Boolean).join('\n\n');
  const { conversation_id: conversationId, initial_message: message } = request;
  return {
    ...(conversationId && { conversationId }),
    directory: directoryOf(request),
    llm,
    tools,
    agent: document,
    ...(condenser && { condenser }),
    ...(allInstructions && { instructions: allInstructions }),
    ...(message && { initialMessage: toSendMessage(message, ['body', 'initial_message']).content }),
    maxIterations: request.max_iterations,
    stuckDetection: request.stuck_detection,
    confirmation: readPolicy(request.confirmation_policy, ['body', 'confirmation_policy']),
    ...(isAskedFor(request.secrets) && { secrets: readSecrets(request.secrets) }),
    tags: request.tags,
  };
}

function agentOf({
  agent,
  agent_settings: settings,
  agent_profile_id: profile,
}: StartConversationRequest): Record<string, unknown> {
  if (agent) return agent;
  if (settings) throw notBuilt('agent_settings');
  if (profile) throw notBuilt('agent_profile_id');
  throw invalidInput(['body'], 'One of agent, agent_settings and agent_profile_id is required');
}

function directoryOf({ workspace }: StartConversationRequest): string {
  if (isAbsolute(workspace.working_dir)) return workspace.working_dir;
  throw invalidInput(['body', 'workspace', 'working_dir'], 'The working directory must be an absolute path');
}

function additionsOf({ agent_launch_additions: additions }: StartConversationRequest): string | undefined {
  const suffix = additions?.system_message_suffix_append;
  return typeof suffix === 'string' ? suffix.trim() : undefined;
}
