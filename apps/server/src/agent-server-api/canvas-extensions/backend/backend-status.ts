import type { BackendStatus } from '@openhands-nest/contracts/agent-server';
import { revisionOf, type InstalledApp } from '../installed-apps.js';
import { ownBackend } from './backend-platform.js';
import type { RunningBackend } from './running-backend.js';

/** Why an extension has no program here at all; undefined when it has one. */
export function whyNone(app: InstalledApp | undefined): Pick<BackendStatus, 'state' | 'detail'> | undefined {
  if (!app?.manifest)
    return { state: 'missing', detail: 'The extension is not installed, or its manifest cannot be read.' };
  if (!app.manifest.backend) return { state: 'unsupported', detail: 'The extension has no program.' };
  if (!ownBackend(app.manifest))
    return { state: 'unsupported', detail: `The extension has no program for ${process.platform}-${process.arch}.` };
  return undefined;
}

export function statusOf(
  name: string,
  app: InstalledApp | undefined,
  preparedRevision: string | null,
  running: RunningBackend | undefined,
): BackendStatus {
  const state = whyNone(app) ?? { state: running?.state ?? 'stopped', detail: running?.detail ?? null };
  return {
    name,
    ...state,
    revision: app ? revisionOf(app) : null,
    prepared_revision: preparedRevision,
    pid: running?.pid ?? null,
    port: running?.port ?? null,
  };
}
