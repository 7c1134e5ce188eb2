import { ProvisionError, type RepositorySpec, type WorkspaceProvisioner } from '@openhands-nest/agent-ports';
import { ProviderType } from '@openhands-nest/contracts/vocabulary';
import type { ProvisioningScene } from '@openhands-nest/testing';
import { createProvisioner, type ProvisionerOptions } from '../create-provisioner.js';

export const TOKEN = 'ghp_verySecretToken0123456789';
export const withToken = { tokenFor: async () => TOKEN };

/** A provisioner for which the scene's host is GitHub. */
export function provisionerIn(
  scene: ProvisioningScene,
  options: Partial<ProvisionerOptions> = {},
): WorkspaceProvisioner {
  const hosts = { [ProviderType.Github]: scene.host.origin };
  return createProvisioner({ logger: scene.logger, hosts, ...options });
}

export function github(name: string, branch?: string): RepositorySpec {
  return { name, provider: ProviderType.Github, ...(branch !== undefined && { branch }) };
}

/** What made a provisioning fail. @throws Error when it did not, or not with a sentence for people */
export async function failureOf(run: Promise<unknown>): Promise<ProvisionError> {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ProvisionError) return error;
  throw new Error(`Not a ProvisionError: ${String(error)}`);
}
