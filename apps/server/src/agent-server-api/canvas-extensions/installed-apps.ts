import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { InstallationStore, type Extensions, type Installation } from '@openhands-nest/agent-extensions';
import type { CanvasExtensionManifest } from '@openhands-nest/contracts/agent-server';
import { ServerConfig } from '../../config/server-config.js';
import { EXTENSIONS } from '../../tokens.js';
import { readCanvasManifest } from './canvas-manifest.js';

/** An extension of the GUI with what it says of itself now. */
export interface InstalledApp {
  readonly installation: Installation;
  /** Null when it does not hold any more. */
  readonly manifest: CanvasExtensionManifest | null;
}

/** Extensions of the GUI on the disk. A new one waits until a person enables it. */
@Injectable()
export class InstalledApps {
  readonly store: InstallationStore;

  constructor(@Inject(EXTENSIONS) { fetcher }: Extensions, { DATA_DIR }: ServerConfig) {
    this.store = new InstallationStore({
      directory: join(DATA_DIR, 'extensions/canvas'),
      fetcher,
      inspect: readCanvasManifest,
      now: () => new Date(),
      enabledAtFirst: false,
    });
  }

  async find(name: string): Promise<InstalledApp | undefined> {
    const installation = await this.store.find(name);
    return installation && withManifest(installation);
  }
}

/** Its manifest is read anew each time, because files can change. */
export async function withManifest(installation: Installation): Promise<InstalledApp> {
  const manifest = await readCanvasManifest(installation.installPath).catch(() => undefined);
  return { installation, manifest: manifest?.name === installation.name ? manifest : null };
}

/** What a person agrees to: the commit, or a hash of the manifest when there is none. Null without a manifest. */
export function revisionOf({ installation, manifest }: InstalledApp): string | null {
  if (manifest === null) return null;
  const hash = (): string => createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
  return installation.resolvedRef ?? `sha256:${hash()}`;
}
