import { join } from 'node:path';
import type { Operation } from './api-document.js';
import { UNKNOWN, type LivingScene } from './living-scene.js';
import type { KnownValues } from './values-of.js';

const NAMES = ['default', 'pdf', 'tidy', 'made', '../up', ''];
/** Where nobody listens. */
export const NOBODY = 'http://127.0.0.1:9';

/** What operations may be asked for. Nothing leads out of the machine, or changes what is outside of the scene. */
export function sceneValues(scene: LivingScene, { method, path }: Operation): KnownValues {
  const bodies = BODIES[path];
  return {
    ...namesOf(scene),
    ...placesOf(scene),
    ...MODELS,
    ...idsOf(scene),
    ...(path.includes('bash_events') && { event_id: [scene.ids.bashEvent, UNKNOWN] }),
    ...(path.startsWith('/api/llm') && { connection_id: [scene.ids.connection, UNKNOWN] }),
    ...(method === 'DELETE' && path === '/api/conversations/{conversation_id}' && { conversation_id: scene.ids.spare }),
    ...(bodies && { body: bodies }),
  };
}

function idsOf({ ids }: LivingScene): KnownValues {
  const conversations = [ids.conversation, ids.conversation, ids.conversation, UNKNOWN];
  return {
    conversation_id: conversations,
    runtime_conversation_id: conversations,
    event_id: [ids.event, ids.event, UNKNOWN],
    from_event_id: [null, ids.event, UNKNOWN],
    command_id: [ids.command, UNKNOWN],
    command_id__eq: [ids.command, UNKNOWN],
    parent_conversation_id: [null, ids.conversation, UNKNOWN],
    profile_id: [ids.agentProfile, UNKNOWN],
    agent_profile_id: [null, ids.agentProfile, UNKNOWN],
    provider_connection_id: [null, null, ids.connection],
    sha: ['HEAD', ids.commit, '0000'],
  };
}

function placesOf({ origin, directory, project, modelUrl }: LivingScene): KnownValues {
  const folders = [project, project, join(project, 'main.c'), join(project, 'absent'), directory, 'relative', ''];
  const repositories = [`${origin}/acme/skills`, `${origin}/acme/skills`, `${origin}/acme/absent`, project, 'nowhere'];
  return {
    path: folders,
    working_dir: [project],
    project_dir: [...folders, null],
    workspace_dir: folders,
    cwd: [null, project, join(project, 'absent')],
    parentPath: folders,
    file_path: ['main.c', 'absent', '../up', 'docs/index.html'],
    source: repositories,
    plugin_ref: ['tidy', ...repositories],
    org_repo_url: repositories,
    repository: [null, '', 'no repository', '../up'],
    repo_path: [null, 'skills/pdf', 'plugins/tidy', 'absent', '../up'],
    ref: [null, 'main', 'absent', '--upload-pack=true'],
    url: [`${origin}/mcp`, `${NOBODY}/mcp`, 'nowhere'],
    exposed_urls: [null, []],
    base_url: [modelUrl, modelUrl, `${NOBODY}/v1`],
  };
}

function namesOf({ ids }: LivingScene): KnownValues {
  return {
    name: NAMES,
    skill_name: NAMES,
    plugin_name: NAMES,
    extension_name: NAMES,
    secret_name: NAMES,
    profile_name: NAMES,
    settings_key: NAMES,
    new_name: ['renamed', 'default', ''],
    llm_profile_ref: ['default', null, 'absent'],
    command: ['true', 'echo hello', 'no-such-program'],
    tags: [{}, { team: 'blue' }, { 'No Tag': '' }],
    role: ['user', 'user', 'system'],
    policy: [{ kind: 'NeverConfirm' }, { kind: 'AlwaysConfirm' }, { kind: 'ConfirmRisky', threshold: 'HIGH' }, {}],
    security_analyzer: [null, { kind: 'PatternSecurityAnalyzer' }, { kind: 'LLMSecurityAnalyzer' }, { kind: 'none' }],
    profile: [null, { name: 'draft', llm_profile_ref: 'default' }, { agent_kind: 'acp' }, { id: ids.agentProfile }],
  };
}

/** What is tried is tried once, and a goal has few rounds. */
const MODELS: KnownValues = {
  model: ['openai/fake-model', 'openai/none', 'openhands_default', ''],
  num_retries: [0, 1],
  retry_min_wait: [0],
  retry_max_wait: [0],
  timeout: [1, 5],
  max_iterations: [1, 2],
};

/** Bodies of which their schema says nothing, by path. */
const BODIES: Readonly<Record<string, readonly unknown[]>> = {
  '/api/agent-profiles/{name}': [
    { llm_profile_ref: 'default' },
    { llm_profile_ref: 'absent', skills: [] },
    { agent_kind: 'acp' },
    {},
  ],
};
