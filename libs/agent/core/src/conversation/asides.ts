import { AgentRefusedError } from '@openhands-nest/agent-ports';
import type { EngineOptions } from '../engine.js';
import type { Journal } from '../journal/journal.js';
import type { RunContext } from '../run/run-context.js';
import { toolSpecs } from '../run/tool-specs.js';
import { usageChange, UsageId } from '../run/usage.js';
import { readView } from '../view/read-view.js';
import { askAgent } from './ask-agent.js';
import { CondenseCommand } from './condense-command.js';
import type { ModelInUse } from './model-in-use.js';
import { nameConversation } from './name-conversation.js';
import type { RunSupervisor } from './run-supervisor.js';
import { SideCalls } from './side-calls.js';

export interface AsideParts {
  readonly journal: Journal;
  readonly model: ModelInUse;
  readonly runs: RunSupervisor;
  readonly context: RunContext;
  readonly options: EngineOptions;
  /** Told when the conversation has a new title. */
  readonly onNamed: () => void;
}

/** What a conversation asks its model beside the runs. */
export class Asides {
  private readonly calls = new SideCalls();
  private readonly condensation: CondenseCommand;

  constructor(private readonly parts: AsideParts) {
    const { context, runs, model, options } = parts;
    this.condensation = new CondenseCommand({ context, runs, loadModel: () => model.load(), logger: options.logger });
  }

  /** During a run at its next step; else it has happened when this resolves. */
  condense(): Promise<void> {
    return this.calls.run((signal) => this.condensation.condense(signal));
  }

  /** Asks about the conversation, which does not learn of it. */
  ask(question: string): Promise<string> {
    return this.calls.run(async (signal) => {
      const { journal, model, context, options } = this.parts;
      if (context.acp) {
        await context.ready();
        return context.acp.ask(question, signal);
      }
      const llm = await model.require();
      const view = await readView(options.storage.events, journal.record, options.observationContent);
      const reply = await askAgent(llm, view, toolSpecs(context.tools), question, signal);
      const asked = { usageId: UsageId.AskAgent, model: llm.model };
      await journal.transact((record) => usageChange(record, asked, reply));
      return reply.text;
    });
  }

  /** @throws AgentRefusedError, AgentTimeoutError */
  async switchAcpModel(model: string): Promise<void> {
    const { acp } = this.parts.context;
    if (!acp)
      throw new AgentRefusedError(
        'Only an ACP agent has a model of that sort. Use switch_llm or switch_profile for this conversation.',
      );
    await acp.switchModel(model);
  }

  /** The first message has given the conversation a title; perhaps the model finds a better one. Never waits and never fails. */
  nameAfter(message: string): void {
    const { journal, options, onNamed } = this.parts;
    const named = this.calls.run((signal) => nameConversation(this.parts, message, signal));
    named.then(
      (isNew) => isNew && onNamed(),
      (error: unknown) =>
        options.logger.warn('A conversation got no title from the model.', {
          conversationId: journal.record.id,
          error: String(error),
        }),
    );
  }

  /** A run is about to begin. */
  beforeRun(): void {
    this.condensation.yieldToRun();
  }

  /** A run has ended. */
  afterRun(): void {
    void this.calls.run((signal) => this.condensation.catchUp(signal));
  }

  /** Cuts everything off and resolves when it has ended. */
  end(reason: Error): Promise<void> {
    return this.calls.end(reason);
  }
}
