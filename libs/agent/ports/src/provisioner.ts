import type { RuntimeStatus } from '@openhands-nest/contracts/vocabulary';
import type { WorkspaceSpec } from './conversation-store.js';

export interface ProvisionRequest {
  readonly conversationId: string;
  readonly workspace: WorkspaceSpec;
  readonly signal: AbortSignal;
  /** Told at each stage, so that people can watch. */
  readonly onStatus: (status: RuntimeStatus) => Promise<void>;
}

export interface ProvisionResult {
  /** Working directory of the agent: the clone, or the workspace itself. */
  readonly directory: string;
  /** Branch that is checked out, when there is a repository. */
  readonly branch?: string;
}

/** Gets a workspace ready: makes the directory, clones the repository, runs its set-up. Safe to repeat after a crash. */
export interface WorkspaceProvisioner {
  /** @throws ProvisionError with a sentence for people. */
  provision(request: ProvisionRequest): Promise<ProvisionResult>;
  /**
   * Takes the working tree of a deleted conversation away, if nothing in it would be lost: its branch stays, and so does a tree with
   * changes that are not committed. Without it nothing is taken away.
   */
  dismantle?(request: Pick<ProvisionRequest, 'conversationId' | 'workspace'>): Promise<void>;
}

export class ProvisionError extends Error {
  override readonly name = 'ProvisionError';
  constructor(
    message: string,
    readonly status: RuntimeStatus,
  ) {
    super(message);
  }
}
