import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  InstallationStore,
  type Extensions,
  type Installation,
  type SourceQuery,
} from '@openhands-nest/agent-extensions';
import type { CanvasExtensionManifest, InstalledCanvasExtensionResponse } from '@openhands-nest/contracts/agent-server';
import { ServerConfig } from '../../config/server-config.js';
import { HttpProblem } from '../../http/problems.js';
import { EXTENSIONS } from '../../tokens.js';
import { installed, orProblem } from '../extensions/extension-problems.js';
import { toInstalled } from '../extensions/installed-extension.js';
import type { WorkspaceFile } from '../workspace/open-workspace-file.js';
import { readCanvasManifest } from './canvas-manifest.js';
import { openInside } from './open-inside.js';

const SORT = 'Canvas extension';

/** Extensions of the GUI. A new one waits until a person enables it: its script has the rights of whoever looks at the GUI. */
@Injectable()
export class CanvasExtensions {
  private readonly store: InstallationStore;

  constructor(@Inject(EXTENSIONS) { fetcher }: Extensions, { DATA_DIR }: ServerConfig) {
    this.store = new InstallationStore({
      directory: join(DATA_DIR, 'extensions/canvas'),
      fetcher,
      inspect: readCanvasManifest,
      now: () => new Date(),
      enabledAtFirst: false,
    });
  }

  /** @throws HttpProblem 400, 409, 422 with a sentence */
  async install(query: SourceQuery, force: boolean): Promise<InstalledCanvasExtensionResponse> {
    return shown(await orProblem(this.store.install(query, { force })));
  }

  async list(): Promise<InstalledCanvasExtensionResponse[]> {
    return Promise.all((await this.store.list()).map(shown));
  }

  /** @throws HttpProblem 404 */
  async get(name: string): Promise<InstalledCanvasExtensionResponse> {
    return shown(await this.found(name));
  }

  /** @throws HttpProblem 404 */
  async setEnabled(name: string, enabled: boolean): Promise<void> {
    installed(await this.store.setEnabled(name, enabled), SORT, name);
  }

  /** @throws HttpProblem 404 */
  async uninstall(name: string): Promise<void> {
    installed(await this.store.uninstall(name), SORT, name);
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
    const { installPath } = await this.found(name);
    const manifest = await manifestOf(name, installPath);
    const path = manifest && pathIn(manifest);
    const file = path ? await openInside(installPath, path) : undefined;
    if (!file) throw new HttpProblem(404, { detail: `${SORT} '${name}' has no ${part} that can be read` });
    return file;
  }

  private async found(name: string): Promise<Installation> {
    return installed(await this.store.find(name), SORT, name);
  }
}

async function shown(installation: Installation): Promise<InstalledCanvasExtensionResponse> {
  const { name, installPath, requestedRef } = installation;
  return {
    ...toInstalled(installation),
    requested_ref: requestedRef,
    manifest: await manifestOf(name, installPath),
  };
}

/** Read anew each time, because files can change; null when it does not hold any more. */
async function manifestOf(name: string, directory: string): Promise<CanvasExtensionManifest | null> {
  const manifest = await readCanvasManifest(directory).catch(() => undefined);
  return manifest?.name === name ? manifest : null;
}
