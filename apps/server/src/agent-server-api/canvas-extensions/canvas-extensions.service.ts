import { Injectable } from '@nestjs/common';
import type { SourceQuery } from '@openhands-nest/agent-extensions';
import type { CanvasExtensionManifest, InstalledCanvasExtensionResponse } from '@openhands-nest/contracts/agent-server';
import { HttpProblem } from '../../http/problems.js';
import { installed, orProblem } from '../extensions/extension-problems.js';
import { toInstalled } from '../extensions/installed-extension.js';
import type { WorkspaceFile } from '../workspace/open-workspace-file.js';
import { AppBackends } from './backend/app-backends.service.js';
import { InstalledApps, withManifest, type InstalledApp } from './installed-apps.js';
import { openInside } from './open-inside.js';

const SORT = 'Canvas extension';

/** What people do with extensions of the GUI. */
@Injectable()
export class CanvasExtensions {
  constructor(
    private readonly apps: InstalledApps,
    private readonly backends: AppBackends,
  ) {}

  /** @throws HttpProblem 400, 409, 422 with a sentence */
  async install(query: SourceQuery, force: boolean): Promise<InstalledCanvasExtensionResponse> {
    if (force && this.backends.isAnyRunning)
      throw new HttpProblem(409, { detail: 'Stop the programs of the installed extensions first, then try again.' });
    const installation = await orProblem(this.apps.store.install(query, { force }));
    await this.backends.withdraw(installation.name);
    return shown(await withManifest(installation));
  }

  async list(): Promise<InstalledCanvasExtensionResponse[]> {
    const installations = await this.apps.store.list();
    return Promise.all(installations.map(async (installation) => shown(await withManifest(installation))));
  }

  /** @throws HttpProblem 404 */
  async get(name: string): Promise<InstalledCanvasExtensionResponse> {
    return shown(await this.found(name));
  }

  /** One that is not enabled any more has no program either. @throws HttpProblem 404 */
  async setEnabled(name: string, enabled: boolean): Promise<void> {
    if (!enabled) await this.backends.stop(name);
    installed(await this.apps.store.setEnabled(name, enabled), SORT, name);
  }

  /** What its program kept stays. @throws HttpProblem 404 */
  async uninstall(name: string): Promise<void> {
    installed(await this.apps.store.find(name), SORT, name);
    await this.backends.removeProgram(name);
    installed(await this.apps.store.uninstall(name), SORT, name);
  }

  /** The script, as it lies on the disk now. Whoever gets it closes it. @throws HttpProblem 404 */
  openBundle(name: string): Promise<WorkspaceFile> {
    return this.open(name, 'bundle', ({ entrypoint }) => entrypoint);
  }

  /** @throws HttpProblem 404, also when the extension has none */
  openIcon(name: string): Promise<WorkspaceFile> {
    return this.open(name, 'icon', ({ icon }) => icon);
  }

  private async open(
    name: string,
    part: string,
    pathIn: (manifest: CanvasExtensionManifest) => string | null | undefined,
  ): Promise<WorkspaceFile> {
    const { installation, manifest } = await this.found(name);
    const path = manifest && pathIn(manifest);
    const file = path ? await openInside(installation.installPath, path) : undefined;
    if (!file) throw new HttpProblem(404, { detail: `${SORT} '${name}' has no ${part} that can be read` });
    return file;
  }

  private async found(name: string): Promise<InstalledApp> {
    return installed(await this.apps.find(name), SORT, name);
  }
}

function shown({ installation, manifest }: InstalledApp): InstalledCanvasExtensionResponse {
  return { ...toInstalled(installation), requested_ref: installation.requestedRef, manifest };
}
