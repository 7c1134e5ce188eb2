import {
  NO_EQUIPMENT,
  type AcpAgentSpec,
  type Equipment,
  type RecallRequest,
  type SubAgents,
  type Tool,
} from '@openhands-nest/agent-ports';
import { AcpDesk } from '../acp/acp-desk.js';
import type { EngineOptions } from '../engine.js';
import type { EventDraft } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import { abortable } from '../run/abortable.js';
import { Toolbox } from '../run/toolbox.js';
import { alsoWritable } from './also-writable.js';
import { ConversationModels } from './conversation-models.js';
import { readSecrets } from './conversation-secrets.js';
import { lookedUp } from './looked-up-secrets.js';
import type { ModelInUse } from './model-in-use.js';
import { Session } from './session.js';
import { fingerprintOf, openingEvents, recordedFingerprint, withFingerprint } from './opening.js';
import { workingDirectory } from './setup.js';
import { toolFilter } from './tool-filter.js';

/**
 * What the agent of one conversation works with: the server's tools, what the conversation brings with it, and the workspace that
 * all of them share.
 */
export class Kit {
  readonly toolbox: Toolbox;
  readonly session: Session;
  /** Where the agent works, when it is a program of its own. */
  readonly acp: AcpDesk | undefined;
  private readonly models: ConversationModels;
  private readonly filter: (tool: Tool) => boolean;
  private readonly own: ReadonlyMap<string, Tool>;
  private equipment: Equipment = NO_EQUIPMENT;
  private offered: ReadonlyMap<string, Tool>;
  /** Counts what made the equipment outdated; it is as new as this says. */
  private wanted = 1;
  private prepared = 0;

  constructor(
    private readonly journal: Journal,
    private readonly options: EngineOptions,
    model: ModelInUse,
    private readonly subAgents: SubAgents,
  ) {
    this.filter = toolFilter(journal.record);
    const own = journal.record.spec.tools.flatMap((name) => entryOf(options.tools, name));
    this.own = new Map(own.filter(([, tool]) => this.filter(tool)));
    this.offered = this.own;
    this.toolbox = this.newToolbox();
    this.models = new ConversationModels({ journal, model, options });
    this.acp = this.deskOf(journal.record.spec.acp);
    this.session = new Session({ journal, toolbox: this.toolbox, openHooks: options.openHooks, model, subAgents });
  }

  /** The tools that are offered now, by name. */
  get tools(): ReadonlyMap<string, Tool> {
    return this.offered;
  }

  /** The system prompt, if the log is still empty. */
  opening(): EventDraft[] {
    return this.journal.record.leafEventId === null ? this.head() : [];
  }

  /** Equips the conversation, if that is due, and records the system prompt when it has changed by that. Its workspace is ready. */
  async prepare(signal: AbortSignal): Promise<void> {
    if (this.prepared === this.wanted) return;
    const { wanted } = this;
    const equipment = await abortable(this.equip(signal), signal);
    const outdated = this.equipment;
    this.equipment = equipment;
    this.offered = withTools(this.own, equipment.tools.filter(this.filter));
    await this.toolbox.dropUnused();
    await outdated.close();
    await this.recordHead();
    await this.session.begin(equipment.hooks, signal);
    this.prepared = wanted;
  }

  /** The conversation as those see it who bring something to it. */
  request(): RecallRequest {
    const { record } = this.journal;
    return {
      record,
      directory: workingDirectory(record),
      openWorkspace: () => this.toolbox.workspaceOf(),
      environment: () => this.environment(),
      mcpServers: async () => (await readSecrets(this.options.storage.settings, record.id)).mcpServers ?? {},
    };
  }

  /** What the equipment was made from has changed: the next step begins with a new one. */
  refresh(): void {
    this.wanted += 1;
  }

  /** Ends tools, equipment and every process of the workspace; the next use begins anew. */
  async close(): Promise<void> {
    const { equipment } = this;
    this.equipment = NO_EQUIPMENT;
    this.offered = this.own;
    this.refresh();
    await equipment.close();
    await this.toolbox.close();
  }

  private deskOf(spec: AcpAgentSpec | undefined): AcpDesk | undefined {
    if (!spec) return undefined;
    const { journal, options, toolbox } = this;
    return new AcpDesk({
      ...{ journal, spec, engine: options },
      openWorkspace: () => toolbox.workspaceOf(),
      environment: () => this.environment(),
      mcpServers: () => this.request().mcpServers(),
      mask: (value) => toolbox.mask(value),
    });
  }

  /** A program of its own has all that it needs. */
  private async equip(signal: AbortSignal): Promise<Equipment> {
    if (this.acp) return NO_EQUIPMENT;
    const { subAgents, models } = this;
    return (await this.options.equipment?.equip({ ...this.request(), subAgents, models, signal })) ?? NO_EQUIPMENT;
  }

  private async recordHead(): Promise<void> {
    const fingerprint = fingerprintOf(this.equipment);
    if (fingerprint === recordedFingerprint(this.journal.record)) return;
    await this.journal.transact((record) => ({
      events: this.head(),
      patch: { agentState: withFingerprint(record, fingerprint) },
    }));
  }

  private head(): EventDraft[] {
    const { workspaces, clock } = this.options;
    return openingEvents(this.journal.record, {
      tools: this.offered,
      sections: this.equipment.instructions,
      isolation: workspaces.isolation,
      now: clock.now(),
    });
  }

  private newToolbox(): Toolbox {
    const { workspaces, logger } = this.options;
    const { id } = this.journal.record;
    return new Toolbox({
      conversationId: id,
      tools: () => this.offered,
      secretEnvironment: () => this.environment(),
      openWorkspace: (secretEnv) =>
        workspaces.open({
          conversationId: id,
          directory: workingDirectory(this.journal.record),
          secretEnv,
          ...alsoWritable(this.journal.record),
        }),
      state: (toolName) => this.journal.record.agentState[toolName],
      logger,
    });
  }

  private async environment(): Promise<Readonly<Record<string, string>>> {
    const { secretEnvironment, storage } = this.options;
    const { record } = this.journal;
    const own = await readSecrets(storage.settings, record.id);
    return { ...(await secretEnvironment?.(record)), ...(await lookedUp(own.environment, record.id, this.options)) };
  }
}

function withTools(own: ReadonlyMap<string, Tool>, added: readonly Tool[]): ReadonlyMap<string, Tool> {
  if (added.length === 0) return own;
  const all = new Map(own);
  for (const tool of added) if (!all.has(tool.name)) all.set(tool.name, tool);
  return all;
}

function entryOf(tools: ReadonlyMap<string, Tool>, name: string): [string, Tool][] {
  const tool = tools.get(name);
  return tool ? [[name, tool]] : [];
}
