import { Inject, Injectable } from '@nestjs/common';
import type { SettingsStore } from '@openhands-nest/agent-ports';
import {
  WorkspacesListResponse,
  type WorkspaceItem,
  type WorkspaceParentItem,
} from '@openhands-nest/contracts/agent-server';
import { parseValue } from '@openhands-nest/contracts/schema';
import { HttpProblem } from '../../http/problems.js';
import { SETTINGS_STORE } from '../../tokens.js';

const DOCUMENT = 'agent_server.workspaces';
const MAX_ITEMS = 1000;

type Edit = (saved: WorkspacesListResponse) => WorkspacesListResponse;

/** Directories that a person works in, remembered for the next time. Nothing on the disk is touched. */
@Injectable()
export class SavedWorkspacesService {
  #changes: Promise<unknown> = Promise.resolve();

  constructor(@Inject(SETTINGS_STORE) private readonly store: SettingsStore) {}

  async list(): Promise<WorkspacesListResponse> {
    return parseValue(WorkspacesListResponse, (await this.store.read(DOCUMENT)) ?? {});
  }

  add(items: readonly WorkspaceItem[]): Promise<WorkspacesListResponse> {
    return this.change((saved) => ({ ...saved, workspaces: withNew(saved.workspaces, items) }));
  }

  addParents(items: readonly WorkspaceParentItem[]): Promise<WorkspacesListResponse> {
    return this.change((saved) => ({ ...saved, workspaceParents: withNew(saved.workspaceParents, items) }));
  }

  /** @throws HttpProblem 404 */
  async delete(path: string): Promise<void> {
    await this.change((saved) => ({ ...saved, workspaces: without(saved.workspaces, path, 'Workspace not found') }));
  }

  /** @throws HttpProblem 404 */
  async deleteParent(path: string): Promise<void> {
    await this.change((saved) => ({
      ...saved,
      workspaceParents: without(saved.workspaceParents, path, 'Workspace parent not found'),
    }));
  }

  /** One change after another, each of the newest list. */
  private change(edit: Edit): Promise<WorkspacesListResponse> {
    const change = this.#changes.then(async () => {
      const after = edit(await this.list());
      await this.store.write(DOCUMENT, { ...after });
      return after;
    });
    this.#changes = change.catch(() => undefined);
    return change;
  }
}

/** A path that is known stays as it is. */
function withNew<T extends WorkspaceParentItem>(known: readonly T[], items: readonly T[]): T[] {
  const byPath = new Map(known.map((item) => [item.path, item]));
  for (const item of items) if (!byPath.has(item.path)) byPath.set(item.path, withoutNulls(item));
  if (byPath.size > MAX_ITEMS)
    throw new HttpProblem(409, { detail: `At most ${MAX_ITEMS} directories are remembered. Delete some first.` });
  return [...byPath.values()];
}

function without<T extends WorkspaceParentItem>(known: readonly T[], path: string, unknown: string): T[] {
  const others = known.filter((item) => item.path !== path);
  if (others.length === known.length) throw new HttpProblem(404, { detail: unknown });
  return others;
}

function withoutNulls<T extends object>(item: T): T {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null)) as T;
}
