import {
  AcpError,
  AcpErrorKind,
  type AcpSession,
  type Logger,
  type OpenAcpAgent,
  type OpenAcpRequest,
} from '@openhands-nest/agent-ports';
import { untilAborted } from '../mcp/until-aborted.js';
import { acpEnvironment } from './acp-environment.js';
import { startFailure } from './acp-failures.js';
import { acpMcpServers } from './acp-mcp-servers.js';
import { AcpProgram } from './acp-program.js';
import { LiveAcpSession } from './acp-session.js';
import { signInOf } from './choose-auth.js';
import { chooseModel } from './choose-model.js';
import { objectOf, RpcError, type Json } from './json-rpc.js';
import { providerOfName } from './providers.js';
import { modelsIn, type SessionModels } from './session-models.js';
import { within } from './within.js';

const PROTOCOL_VERSION = 1;
const CAPABILITIES = { fs: { readTextFile: true, writeTextFile: true }, terminal: false };
const CLIENT = { name: 'openhands-nest', version: '0.1.0' };
/** Milliseconds that a program gets to stop when it is asked to. */
const CANCEL_MS = 1_000;

/** Starts agents that are programs of their own. @param logger is told what goes on without being said to anybody else */
export function openAcpAgent(logger: Logger, cancelMs = CANCEL_MS): OpenAcpAgent {
  return async (request) => {
    const { spec, signal } = request;
    signal.throwIfAborted();
    const attempt: { program?: AcpProgram; isOver?: true } = {};
    const started = (async () => {
      const program = await start(request);
      attempt.program = program;
      // Nobody waits any more, and nobody has ended it.
      if (attempt.isOver) await program.kill();
      return new Beginning(program, request, logger, cancelMs).session();
    })();
    try {
      return await within(spec.startupTimeoutMs, untilAborted(started, signal), () => tooSlow(spec.startupTimeoutMs));
    } catch (error) {
      attempt.isOver = true;
      await attempt.program?.kill();
      signal.throwIfAborted();
      throw startFailure(error, spec.command[0], attempt.program?.lastWords);
    }
  };
}

async function start({ spec, workspace, environment }: OpenAcpRequest): Promise<AcpProgram> {
  const env = await acpEnvironment(spec, workspace, environment);
  return new AcpProgram(await workspace.startProgram({ command: spec.command, env }), workspace);
}

/** From the first word to a session. */
class Beginning {
  private agentName = '';
  private agentVersion = '';

  constructor(
    private readonly program: AcpProgram,
    private readonly request: OpenAcpRequest,
    private readonly logger: Logger,
    private readonly cancelMs: number,
  ) {}

  async session(): Promise<LiveAcpSession> {
    const { spec, workspace } = this.request;
    const hello = await this.greet();
    await this.signIn(hello);
    const place = { cwd: workspace.root, mcpServers: this.mcpServers(hello) };
    const loaded = await this.load(place, hello);
    const { id, models } = loaded ?? (await this.begin(place));
    const model = await this.chosenModel(id, models);
    await this.chooseMode(id);
    return new LiveAcpSession({
      program: this.program,
      session: this.described(id, models, model),
      resumed: loaded !== undefined,
      directory: workspace.root,
      promptTimeoutMs: spec.promptTimeoutMs,
      cancelMs: this.cancelMs,
    });
  }

  private async greet(): Promise<Json> {
    const hello = await this.ask('initialize', {
      protocolVersion: PROTOCOL_VERSION,
      clientCapabilities: CAPABILITIES,
      clientInfo: CLIENT,
    });
    const { name, version } = objectOf(hello['agentInfo']) ?? {};
    this.agentName = typeof name === 'string' ? name : '';
    this.agentVersion = typeof version === 'string' ? version : '';
    if (hello['protocolVersion'] !== undefined && hello['protocolVersion'] !== PROTOCOL_VERSION)
      throw new AcpError(
        AcpErrorKind.Init,
        `The agent speaks version ${JSON.stringify(hello['protocolVersion'])} of the protocol, this server version ${PROTOCOL_VERSION}. Install another version of it.`,
      );
    return hello;
  }

  private async signIn(hello: Json): Promise<void> {
    const signIn = signInOf(hello['authMethods'], this.agentName, this.request.environment);
    if (signIn) await this.ask('authenticate', signIn);
  }

  private mcpServers(hello: Json): Json[] {
    const { mcpServers, environment } = this.request;
    const servers = acpMcpServers(mcpServers, capabilitiesIn(hello)['mcpCapabilities'], environment);
    const names = new Set(servers.map(({ name }) => name));
    const left = Object.keys(mcpServers).filter((name) => !names.has(name));
    if (left.length > 0)
      this.logger.warn('MCP servers are left out, because the agent does not know their transport.', { left });
    return servers;
  }

  private async load(place: Json, hello: Json): Promise<{ id: string; models: SessionModels } | undefined> {
    const { resume } = this.request;
    if (!resume || capabilitiesIn(hello)['loadSession'] !== true) return undefined;
    try {
      const answer = await this.ask('session/load', { ...place, sessionId: resume.id });
      return { id: resume.id, models: modelsIn(answer, resume.modelIsOption) };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.logger.warn('A session of an agent could not be loaded; a new one is begun.', { reason: error.message });
      return undefined;
    }
  }

  private async begin(place: Json): Promise<{ id: string; models: SessionModels }> {
    const { model } = this.request;
    const key = providerOfName(this.agentName)?.metaKey;
    const meta = model && key ? { _meta: { [key]: { options: { model } } } } : {};
    const answer = await this.ask('session/new', { ...place, ...meta });
    const { sessionId: id } = answer;
    if (typeof id !== 'string') throw new AcpError(AcpErrorKind.Init, 'The agent gave its session no name.');
    return { id, models: modelsIn(answer) };
  }

  /** The model in force. One that is refused is none: then the program's own answers. */
  private async chosenModel(id: string, { current, isOption }: SessionModels): Promise<string | null> {
    const { model } = this.request;
    if (!model) return current;
    try {
      await chooseModel(this.program.rpc, { id, agentName: this.agentName, modelIsOption: isOption }, model);
      return model;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.logger.warn('An agent does not take the model that was chosen for it.', { model, reason: error.message });
      return current;
    }
  }

  /** Only a mode that somebody wants must be taken: what the program asks is answered in each of them. */
  private async chooseMode(sessionId: string): Promise<void> {
    const { sessionMode: wanted } = this.request.spec;
    const modeId = wanted ?? providerOfName(this.agentName)?.mode;
    if (modeId === undefined) return;
    try {
      await this.ask('session/set_mode', { sessionId, modeId });
    } catch (error) {
      if (!(error instanceof RpcError) || wanted !== undefined) throw error;
      this.logger.warn('An agent does not take the mode in which it asks nobody.', { modeId, reason: error.message });
    }
  }

  private described(id: string, { offered, isOption }: SessionModels, model: string | null): AcpSession {
    const { agentName, agentVersion } = this;
    const canSwitchModel = providerOfName(agentName) !== undefined;
    return { id, agentName, agentVersion, model, models: offered, canSwitchModel, modelIsOption: isOption };
  }

  private ask(method: string, params: Json): Promise<Json> {
    return this.program.rpc.request(method, params);
  }
}

function capabilitiesIn(hello: Json): Json {
  return objectOf(hello['agentCapabilities']) ?? {};
}

function tooSlow(limitMs: number): AcpError {
  return new AcpError(
    AcpErrorKind.StartupTimeout,
    `The agent was not ready after ${Math.round(limitMs / 1000)} seconds. ` +
      'Look whether it waits for somebody to sign in, or give it more time (acp_startup_timeout).',
  );
}
