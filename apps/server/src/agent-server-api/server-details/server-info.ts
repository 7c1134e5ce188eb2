import type { ServerInfo } from '@openhands-nest/contracts/agent-server';
import { usableTools } from '../tools/usable-tools.js';

/** Protocol level that clients gate their features on: what we speak, not our own version. */
const PROTOCOL_VERSION = '1.58.0';

/**
 * What clients need not try out: those that find a name missing do without what it stands for. Bindings of credentials, which only
 * agents of other programs use, are not among them.
 */
const CAPABILITIES: readonly string[] = [
  'conversation_runtime_routes_v1',
  'profile_secret_scope_v1',
  'profile_persona_v1',
  'idempotent_conversation_create_v1',
  'tool_catalog_v1',
  'agent_profile_draft_materialize_v1',
  'agent_launch_pipeline_v1',
  'profile_public_skills_v1',
  'skill_catalog_v1',
];

/** Programs of extensions can be used in browsers. */
const APP_BACKENDS = 'canvas_app_backend_bridge_v1';

/**
 * What the server tells everybody about itself. @param idleSeconds since something was last asked of it
 * @param ingressUrl where browsers reach programs of extensions
 */
export function serverInfo(idleSeconds: number, ingressUrl?: string): ServerInfo {
  return {
    uptime: Math.floor(process.uptime()),
    idle_time: idleSeconds,
    title: 'OpenHands Agent Server',
    version: PROTOCOL_VERSION,
    sdk_version: PROTOCOL_VERSION,
    tools_version: PROTOCOL_VERSION,
    workspace_version: PROTOCOL_VERSION,
    build_git_sha: 'unknown',
    build_git_ref: 'unknown',
    // Only shown to people; this server has no Python in it.
    python_version: `node ${process.versions.node}`,
    usable_tools: usableTools(),
    runtime_idle_timeout_seconds: null,
    conversation_runtime: 'local',
    available_conversation_runtimes: [],
    capabilities: ingressUrl === undefined ? [...CAPABILITIES] : [...CAPABILITIES, APP_BACKENDS],
    app_backend_ingress_url: ingressUrl ?? null,
    max_foreground_terminal_timeout_seconds: null,
    docs: '/docs',
    redoc: '/redoc',
  };
}
