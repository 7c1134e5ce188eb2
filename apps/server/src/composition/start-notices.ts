import { Isolation } from '@openhands-nest/agent-ports';
import type { ProgramProbe } from '@openhands-nest/agent-workspace';
import type { ServerConfig } from '../config/server-config.js';

export interface NoticeInput {
  readonly appUrl: string;
  readonly agentServerUrl: string;
  readonly config: ServerConfig;
  readonly isolation: Isolation;
}

/** What a person reads when the server is up: where it is, what works, and what to do for the rest. */
export function startNotices({ appUrl, agentServerUrl, config, isolation }: NoticeInput): string[] {
  return [
    `OpenHands API      ${appUrl}  (documentation: ${appUrl}/docs)`,
    `Agent Server API   ${agentServerUrl}  (documentation: ${agentServerUrl}/docs)`,
    `Data directory     ${config.DATA_DIR}`,
    isolationNotice(isolation),
    ...modelNotices(config),
  ];
}

/** One line for each program that is missing. */
export function missingPrograms(probes: readonly ProgramProbe[]): string[] {
  return probes.filter(({ found }) => !found).map(({ name, hint }) => `${name} is missing. ${hint}`);
}

function isolationNotice(isolation: Isolation): string {
  return isolation === Isolation.Bubblewrap
    ? 'Workspaces         jailed by bubblewrap: tools can write to their own workspace only'
    : 'Workspaces         NOT isolated: tools can do whatever this user can';
}

function modelNotices(config: ServerConfig): string[] {
  if (config.LLM_MODEL !== undefined) return [`Model              ${config.LLM_MODEL}`];
  return [
    'Without a model    conversations, repositories, events and replays (replay_json) work.',
    'Needs a model      answering messages: runs are refused until there is one.',
    'To set one         stop the server, set LLM_MODEL and LLM_API_KEY (LLM_BASE_URL for a server of your own), start it again.',
  ];
}
