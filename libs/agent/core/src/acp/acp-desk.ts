import {
  AcpError,
  AcpErrorKind,
  AgentRefusedError,
  AgentTimeoutError,
  ModelFailedError,
  type AcpAgent,
  type AcpAgentSpec,
  type AcpReply,
  type McpServers,
  type Workspace,
} from '@openhands-nest/agent-ports';
import type { EngineOptions } from '../engine.js';
import { combine, stateUpdate, type Change } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import { Serial } from '../journal/serial.js';
import { wireAgentOf } from '../conversation/wire-state.js';
import { UsageId } from '../run/usage.js';
import { ACP_MODEL_KEY, acpStateOf, chosenModelOf, withAcpState } from './acp-state.js';
import { acpUsageChange } from './acp-usage.js';

export interface AcpDeskOptions {
  readonly journal: Journal;
  readonly spec: AcpAgentSpec;
  readonly engine: EngineOptions;
  readonly openWorkspace: () => Promise<Workspace>;
  /** The conversation's secrets, by name. */
  readonly environment: () => Promise<Readonly<Record<string, string>>>;
  readonly mcpServers: () => Promise<McpServers>;
  readonly mask: <T>(value: T) => T;
}

/** Where a conversation's agent works that is a program of its own: it is started when it is needed, and lives on between prompts. */
export class AcpDesk {
  private live: AcpAgent | undefined;
  private readonly openings = new Serial();

  constructor(private readonly options: AcpDeskOptions) {}

  /** The agent, started when it is not there. @throws AcpError without secrets, or the signal's reason */
  open(signal: AbortSignal): Promise<AcpAgent> {
    return this.openings.run(async () => {
      if (this.live?.alive) return this.live;
      signal.throwIfAborted();
      this.live = await this.start(signal).catch((error: unknown) => {
        throw this.withoutSecrets(error);
      });
      return this.live;
    });
  }

  /** Names of the secrets that the agent finds in its environment. */
  async secretNames(): Promise<readonly string[]> {
    const files = new Set(this.options.spec.credentialFiles?.map(({ secretName }) => secretName));
    return Object.keys(await this.options.environment()).filter((name) => !files.has(name));
  }

  /** Asks a copy of the agent, which itself does not learn of it. @throws ModelFailedError */
  async ask(question: string, signal: AbortSignal): Promise<string> {
    const { journal, engine, mask } = this.options;
    const begun = engine.clock.now();
    try {
      const reply = await (await this.open(signal)).ask(question, signal);
      const timing = { endedAt: engine.clock.now(), latencyMs: engine.clock.now() - begun };
      await journal.transact((record) => acpUsageChange(record, UsageId.AskAgent, withoutCost(reply), timing));
      if (reply.text.trim() === '') throw new ModelFailedError('The agent gave no answer. Ask again, in other words.');
      return mask(reply.text);
    } catch (error) {
      throw error instanceof AcpError ? new ModelFailedError(mask(error.message)) : error;
    }
  }

  /** The agent answers with this model from its next prompt on; one that is not there yet, from its first. @throws AgentRefusedError, AgentTimeoutError */
  async switchModel(model: string): Promise<void> {
    const { journal } = this.options;
    if (model.trim() === '') throw new AgentRefusedError('The name of the model is empty. Give one.');
    if (this.live?.alive) await this.live.setModel(model).catch((error: unknown) => this.refuse(error));
    await journal.transact((record): Change => {
      const { session } = acpStateOf(record);
      const state = session ? withAcpState(record, { session: { ...session, model } }) : record.agentState;
      const agentState = { ...state, [ACP_MODEL_KEY]: model };
      const shown = wireAgentOf({ ...record, agentState }, undefined);
      return combine({ patch: { agentState } }, { events: [stateUpdate('agent', shown)] });
    });
  }

  withoutSecrets(error: unknown): unknown {
    return error instanceof AcpError ? new AcpError(error.kind, this.options.mask(error.message)) : error;
  }

  private async start(signal: AbortSignal): Promise<AcpAgent> {
    const { journal, spec, engine, openWorkspace, environment, mcpServers } = this.options;
    if (!engine.openAcpAgent) throw new AcpError(AcpErrorKind.Init, 'This server cannot start agents of this kind.');
    const workspace = await openWorkspace();
    const { session, resume } = acpStateOf(journal.record);
    const earlier = session?.directory === workspace.root ? session : undefined;
    const agent = await engine.openAcpAgent({
      ...{ spec, workspace, signal },
      model: chosenModelOf(journal.record),
      environment: await environment(),
      mcpServers: await mcpServers(),
      ...(earlier && { resume: earlier }),
      ...(!session && resume !== undefined && { resume: { id: resume, modelIsOption: false } }),
    });
    await journal.transact((record) => this.begun(record, agent, workspace.root));
    return agent;
  }

  private begun(record: Journal['record'], agent: AcpAgent, directory: string): Change {
    const { session: before, cost = 0 } = acpStateOf(record);
    const { session, resumed } = agent;
    const isKnown = resumed && before?.id === session.id;
    const models = session.models ?? (isKnown ? before.models : undefined);
    const kept = { ...session, models, directory, told: isKnown && before.told };
    return { patch: { agentState: withAcpState(record, { session: kept, cost: isKnown ? cost : 0 }) } };
  }

  private refuse(error: unknown): never {
    if (!(error instanceof AcpError)) throw error;
    const message = this.options.mask(error.message);
    throw error.kind === AcpErrorKind.Timeout ? new AgentTimeoutError(message) : new AgentRefusedError(message);
  }
}

/** A copy of a session counts its costs anew. */
function withoutCost({ sessionCost: _, ...reply }: AcpReply): AcpReply {
  return reply;
}
