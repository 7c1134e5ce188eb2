import type { Installation } from '@openhands-nest/agent-extensions';
import type { InstalledSkillResponse } from '@openhands-nest/contracts/agent-server';

export function toInstalled(installation: Installation): InstalledSkillResponse {
  const { name, version, description, enabled, source } = installation;
  return {
    name,
    version,
    description,
    enabled,
    source,
    resolved_ref: installation.resolvedRef,
    repo_path: installation.repoPath,
    installed_at: installation.installedAt,
    install_path: installation.installPath,
  };
}
