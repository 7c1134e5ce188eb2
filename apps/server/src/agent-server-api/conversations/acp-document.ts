import { SECRET_MASK } from '@openhands-nest/contracts/agent-server';
import { Field, flag, listOf, Model, nullable, number, ref, text } from '@openhands-nest/contracts/schema';
import type { AcpAgentSpec, AcpCredentialFile } from '@openhands-nest/agent-ports';
import { parseInput } from '../../http/parse-input.js';
import { invalidInput } from '../../http/problems.js';
import { mcpServersIn, mcpSpecsOf } from '../mcp/mcp-specs.js';
import { changeSecrets } from '../settings/secret-places.js';
import type { AgentChoice, Document, Location } from './agent-choice.js';
import { checkAgentContext } from './agent-context-document.js';
import { isAskedFor } from './unbuilt.js';
import { withoutSecrets } from './without-secrets.js';

const SECOND = 1000;
/** Parts of other agents that this one has by itself, or does without. */
const OWN_PARTS = ['tools', 'condenser', 'critic', 'filter_tools_regex', 'system_prompt'];

/** A secret that the program reads from a file. */
@Model()
class CredentialFile {
  @Field(text({ minLength: 1 })) readonly secret_name!: string;
  @Field(text({ minLength: 1, pattern: '^(?!\\.{1,2}$)[^/\\\\]+$' })) readonly filename!: string;
  @Field(text({ minLength: 1, pattern: '^[A-Za-z_][A-Za-z0-9_]*$' })) readonly env_var!: string;
  /** Relative, and nowhere else than below. */
  @Field(text({ minLength: 1, pattern: '^(?!\\.?$)(?!/)(?!(.*/)?\\.\\.(/|$)).*$' })) readonly subdir!: string;
  @Field(text({ enum: ['dir', 'file'], default: 'file' })) readonly env_points_to!: 'dir' | 'file';
  @Field(listOf(text()), { initial: () => [] }) readonly warn_if_unset!: string[];
}

/** The part of an agent's description that says how its program is started. Times in seconds. */
@Model({ additionalProperties: true })
class AcpDocument {
  @Field(listOf(text())) readonly acp_command!: string[];
  @Field(listOf(text()), { initial: () => [] }) readonly acp_args!: string[];
  @Field(nullable(text())) readonly acp_server?: string | null;
  @Field(nullable(text())) readonly acp_model?: string | null;
  @Field(nullable(text())) readonly acp_session_mode?: string | null;
  @Field(nullable(text())) readonly acp_resume_session_id?: string | null;
  @Field(number({ exclusiveMinimum: 0, default: 1800 })) readonly acp_prompt_timeout!: number;
  @Field(number({ exclusiveMinimum: 0, default: 90 })) readonly acp_startup_timeout!: number;
  @Field(listOf(ref(CredentialFile)), { initial: () => [] }) readonly acp_file_secrets!: CredentialFile[];
  @Field(flag({ default: false })) readonly acp_isolate_data_dir!: boolean;
}

/** What clients are shown of what nobody has said. */
const NOTHING_CHOSEN = { acp_server: null, acp_model: null, acp_session_mode: null };

/** Reads the description of an agent that is a program of its own. @throws InvalidInputError */
export function readAcpAgent(agent: Document, at: Location): AgentChoice {
  for (const part of OWN_PARTS)
    if (isAskedFor(agent[part]))
      throw invalidInput([...at, part], `An ACP agent brings its own. Leave \`${part}\` out.`);
  const document = parse(agent, at);
  const context = (agent.agent_context ?? {}) as Document;
  checkAgentContext(context, [...at, 'agent_context']);
  const instructions = instructionsOf(context);
  const session = document.acp_resume_session_id;
  return {
    parts: {
      acp: specOf(document, at),
      ...(session && session !== SECRET_MASK && { acpSession: session }),
      tools: [],
    },
    ...(instructions && { instructions }),
    mcpServers: mcpSpecsOf(agent.mcp_config, [...at, 'mcp_config']),
    document: shown(agent, document, at),
  };
}

function parse(agent: Document, at: Location): AcpDocument {
  const known = Object.entries(agent).filter(([key]) => key.startsWith('acp_'));
  return parseInput(AcpDocument, Object.fromEntries(known), at);
}

function specOf(document: AcpDocument, at: Location): AcpAgentSpec {
  const [program = '', ...args] = document.acp_command;
  if (program.trim() === '')
    throw invalidInput([...at, 'acp_command'], 'The command of the agent is empty: name its program', 'too_short');
  const { acp_server: server, acp_model: model, acp_session_mode: sessionMode, acp_file_secrets: files } = document;
  return {
    command: [program, ...args, ...document.acp_args],
    ...(server && { server }),
    ...(model && { model }),
    ...(sessionMode && { sessionMode }),
    promptTimeoutMs: document.acp_prompt_timeout * SECOND,
    startupTimeoutMs: document.acp_startup_timeout * SECOND,
    ...(files.length > 0 && { credentialFiles: files.map(credentialFile) }),
  };
}

function credentialFile({ secret_name, filename, env_var, subdir, env_points_to }: CredentialFile): AcpCredentialFile {
  return { secretName: secret_name, fileName: filename, variable: env_var, folder: subdir, pointsTo: env_points_to };
}

/** What is added to every system prompt, and knowledge that is always there. */
function instructionsOf({ system_message_suffix: suffix, skills }: Document): string {
  const always = ((skills as readonly Document[] | undefined) ?? []).filter(
    ({ trigger, is_agentskills_format: isFolder }) => !trigger && isFolder !== true,
  );
  const parts = [...always.map(({ content }) => content), suffix];
  return parts.flatMap((part) => (typeof part === 'string' && part.trim() !== '' ? [part.trim()] : [])).join('\n\n');
}

/** As it is shown again: complete, without secrets. Whoever knows a session could take it up. */
function shown(agent: Document, document: AcpDocument, at: Location): Document {
  const { acp_resume_session_id: session } = document;
  const config = agent.mcp_config === undefined ? {} : mcpServersIn(agent.mcp_config, [...at, 'mcp_config']);
  const complete = {
    ...{ kind: 'ACPAgent', tools: [], include_default_tools: [] },
    ...agent,
    ...NOTHING_CHOSEN,
    ...document,
    mcp_config: config,
    acp_resume_session_id: session ? SECRET_MASK : null,
  };
  return changeSecrets(withoutSecrets(complete), () => SECRET_MASK);
}
