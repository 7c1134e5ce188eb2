import { isAbsolute } from 'node:path';
import type { CreateConversation } from '@openhands-nest/agent-core';
import type {
  ClientToolSpec,
  ConfirmationPolicySpec,
  LaunchedProfile,
  SecretSource,
  StuckThresholds,
} from '@openhands-nest/agent-ports';
import type { StartConversationRequest, StuckDetectionThresholds } from '@openhands-nest/contracts/agent-server';
import { invalidInput } from '../../http/problems.js';
import { toSendMessage } from '../events/send-message.js';
import { readAgentDefinitions } from '../sub-agents/read-agent-definitions.js';
import { readHookConfig } from '../hooks/read-hook-config.js';
import { readPlugins, withLaunchSkills } from './agent-context-document.js';
import { readAgent } from './agent-document.js';
import { readPolicy } from './confirmation-policy.js';
import type { AgentSource } from './launch/agent-source.js';
import type { WorktreePlan } from './launch/plan-worktree.js';
import { readAnalyzer } from './security-analyzer.js';
import { isAskedFor, notBuilt } from './unbuilt.js';

/** What a request means once its agent and its secrets have been found. */
export interface PreparedStart {
  readonly request: StartConversationRequest;
  readonly source: AgentSource;
  readonly secrets: Readonly<Record<string, SecretSource>>;
  readonly clientTools: readonly ClientToolSpec[];
  readonly worktree?: WorktreePlan;
}

/** Refuses what this server cannot do, before anything is looked for. @throws InvalidInputError, NotImplementedError */
export function refuseImpossible(request: StartConversationRequest): void {
  readHookConfig(request.hook_config, ['body', 'hook_config']);
  readAgentDefinitions(request.agent_definitions, ['body', 'agent_definitions']);
  if (request.conversation_runtime === 'docker')
    throw invalidInput(['body', 'conversation_runtime'], 'This server only runs local conversations');
}

/** What the engine is asked to create. @throws InvalidInputError, NotImplementedError: nothing has been created then */
export function toCreateConversation(prepared: PreparedStart): CreateConversation {
  const { request, source, secrets, clientTools, worktree } = prepared;
  const { llm, parts, instructions, document, mcpServers } = readAgent(
    withLaunchSkills(source.agent, request.agent_launch_additions?.skills ?? []),
    source.at,
  );
  const additions = request.agent_launch_additions?.system_message_suffix_append?.trim();
  const allInstructions = [instructions, additions, worktree?.instructions].filter(Boolean).join('\n\n');
  const agentDefinitions = readAgentDefinitions(request.agent_definitions, ['body', 'agent_definitions']);
  const hooks = readHookConfig(request.hook_config, ['body', 'hook_config']);
  const { conversation_id: conversationId, initial_message: message, parent_conversation_id: parentId } = request;
  const judged = request.security_analyzer && readAnalyzer(request.security_analyzer, ['body', 'security_analyzer']);
  const partKeys = { ...parts.partKeys, ...judged?.keys };
  return {
    ...(conversationId && { conversationId }),
    ...(parentId && { parentId }),
    ...(source.profile && { launchedProfile: source.profile }),
    ...(worktree?.workspace ?? { directory: directoryOf(request) }),
    ...(llm && { llm }),
    ...parts,
    ...(clientTools.length > 0 && { clientTools }),
    agent: withClientTools(document, clientTools),
    ...(isAskedFor(request.plugins) && { plugins: readPlugins(request.plugins ?? []) }),
    ...(hooks && { hooks }),
    ...(isAskedFor(mcpServers) && { mcpServers }),
    ...(agentDefinitions.length > 0 && { agentDefinitions }),
    ...(allInstructions && { instructions: allInstructions }),
    ...(message && { initialMessage: toSendMessage(message, ['body', 'initial_message']).content }),
    titles: {
      automatic: request.autotitle,
      ...(request.title_llm_profile && { profile: request.title_llm_profile }),
      ...(request.prompt && { wording: request.prompt }),
    },
    maxIterations: request.max_iterations,
    stuckDetection: request.stuck_detection,
    ...(request.stuck_detection_thresholds && { stuckThresholds: toThresholds(request.stuck_detection_thresholds) }),
    ...(judged && { securityAnalyzer: judged.analyzer }),
    ...(isAskedFor(partKeys) && { partKeys }),
    confirmation: policyOf(request, parts),
    ...(isAskedFor(secrets) && { secrets: allowedSecrets(secrets, source.profile) }),
    tags: request.tags,
  };
}

/** A program does what it does before anybody could be asked. @throws InvalidInputError, NotImplementedError */
function policyOf(request: StartConversationRequest, { acp }: Partial<CreateConversation>): ConfirmationPolicySpec {
  const policy = readPolicy(request.confirmation_policy, ['body', 'confirmation_policy']);
  if (acp && policy.kind !== 'NeverConfirm') throw notBuilt(`the policy ${policy.kind} for an ACP agent`);
  return policy;
}

function toThresholds(given: StuckDetectionThresholds): StuckThresholds {
  return {
    sameOutcome: given.action_observation,
    sameFailure: given.action_error,
    monologue: given.monologue,
    alternation: given.alternating_pattern,
  };
}

/** A description names all tools; those of the client with what is to be known of them. */
function withClientTools(agent: AgentSource['agent'], clientTools: readonly ClientToolSpec[]): AgentSource['agent'] {
  if (clientTools.length === 0) return agent;
  const added = clientTools.map((spec) => ({ name: spec.name, params: { spec } }));
  return { ...agent, tools: [...((agent.tools as unknown[] | undefined) ?? []), ...added] };
}

/** A profile may say which secrets its conversations get. */
export function allowedSecrets(
  secrets: Readonly<Record<string, SecretSource>>,
  profile: LaunchedProfile | undefined,
): Record<string, SecretSource> {
  const allowed = profile?.secret_refs;
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => !allowed || allowed.includes(name)));
}

/** @throws InvalidInputError */
export function directoryOf({ workspace }: StartConversationRequest): string {
  if (isAbsolute(workspace.working_dir)) return workspace.working_dir;
  throw invalidInput(['body', 'workspace', 'working_dir'], 'The working directory must be an absolute path');
}
