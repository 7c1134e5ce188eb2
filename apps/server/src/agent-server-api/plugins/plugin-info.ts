import { listPluginFiles, pluginIn, skillsOf, type Installation, type Plugin } from '@openhands-nest/agent-extensions';
import type { InstalledPluginResponse, PluginInfo, PluginSkillSummary } from '@openhands-nest/contracts/agent-server';
import { toInstalled } from '../extensions/installed-extension.js';

export function toPluginSkills(plugin: Plugin): PluginSkillSummary[] {
  return skillsOf(plugin).map(({ name, description }) => ({ name, description }));
}

export async function toPluginInfo(plugin: Plugin): Promise<PluginInfo> {
  const { name, version, description, directory } = plugin;
  const files = await listPluginFiles(directory);
  return { name, version, description, path: directory, skills: toPluginSkills(plugin), files };
}

export async function toInstalledPlugin(installation: Installation): Promise<InstalledPluginResponse> {
  const plugin = await pluginIn(installation.installPath, installation.name).catch(() => undefined);
  return {
    ...toInstalled(installation),
    skills: plugin ? toPluginSkills(plugin) : null,
    files: plugin ? await listPluginFiles(installation.installPath) : null,
  };
}
