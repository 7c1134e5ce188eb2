import { ExecutionStatus, RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import {
  ProvisionError,
  SetupPhase,
  type ConversationRecord,
  type Logger,
  type ProvisionResult,
  type WorkspaceProvisioner,
} from '@openhands-nest/agent-ports';
import { combine, toStatus, type Change } from '../journal/draft.js';
import type { Journal } from '../journal/journal.js';
import { failureEvent, failureOf } from '../run/failures.js';

/** Where the result of the set-up is kept. */
const STATE_KEY = 'workspace';

/** Gets a conversation's workspace ready behind its commands, and shows how far it is. */
export class Setup {
  private abort = new AbortController();
  private work: Promise<void> | undefined;

  constructor(
    private readonly journal: Journal,
    private readonly provisioner: WorkspaceProvisioner,
    private readonly logger: Logger,
  ) {}

  /** Begins, unless it is done or under way. A failed set-up is tried again. */
  begin(): void {
    if (this.journal.record.setup === SetupPhase.Done || this.work) return;
    this.abort = new AbortController();
    this.work = this.provision(this.abort.signal).finally(() => (this.work = undefined));
    // Whoever waits for it gets the error; without a waiter it is told by the conversation's state alone.
    this.work.catch(() => undefined);
  }

  /** Resolves when the workspace can be used. @throws ProvisionError */
  async ready(): Promise<void> {
    this.begin();
    await this.work;
  }

  async cancel(): Promise<void> {
    this.abort.abort(new Error('The conversation was stopped.'));
    await this.work?.catch(() => undefined);
  }

  private async provision(signal: AbortSignal): Promise<void> {
    const { id, spec } = this.journal.record;
    await this.journal.transact(() => ({ patch: { setup: SetupPhase.Running, failure: null } }));
    try {
      const result = await this.provisioner.provision({
        conversationId: id,
        workspace: spec.workspace,
        signal,
        onStatus: async (runtimeStatus) => void (await this.journal.transact(() => ({ patch: { runtimeStatus } }))),
      });
      await this.journal.transact((record) => ({
        patch: { setup: SetupPhase.Done, runtimeStatus: RuntimeStatus.Ready, agentState: withResult(record, result) },
      }));
    } catch (error) {
      if (!signal.aborted) await this.fail(error);
      throw error instanceof ProvisionError ? error : new ProvisionError(sentenceOf(error), RuntimeStatus.Error);
    }
  }

  private async fail(error: unknown): Promise<void> {
    const failure = failureOf(
      error instanceof ProvisionError ? error : new ProvisionError(sentenceOf(error), RuntimeStatus.Error),
    );
    this.logger.warn('A workspace could not be set up.', {
      conversationId: this.journal.record.id,
      reason: failure.detail,
    });
    await this.journal.transact((record): Change =>
      combine({ events: [failureEvent(failure)] }, toStatus(record, ExecutionStatus.Error), {
        patch: { setup: SetupPhase.Failed, live: false, runtimeStatus: failure.runtimeStatus, failure: failure.detail },
      }),
    );
  }
}

/** Directory in which the agent works: that of the set-up once it is done. */
export function workingDirectory({ agentState, spec }: ConversationRecord): string {
  return resultOf(agentState)?.directory ?? spec.workspace.directory;
}

/** Branch that is checked out; before the set-up the one that was asked for. */
export function branchOf({ agentState, spec }: ConversationRecord): string | undefined {
  return resultOf(agentState)?.branch ?? spec.workspace.repository?.branch;
}

/** The part of the state that says where the workspace is, for a conversation that shares it. */
export function workspaceStateOf({ agentState }: ConversationRecord): ConversationRecord['agentState'] {
  return agentState[STATE_KEY] === undefined ? {} : { [STATE_KEY]: agentState[STATE_KEY] };
}

function withResult({ agentState }: ConversationRecord, result: ProvisionResult): ConversationRecord['agentState'] {
  return {
    ...agentState,
    [STATE_KEY]: { directory: result.directory, ...(result.branch === undefined ? {} : { branch: result.branch }) },
  };
}

function resultOf(agentState: ConversationRecord['agentState']): ProvisionResult | undefined {
  return agentState[STATE_KEY] as ProvisionResult | undefined;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
