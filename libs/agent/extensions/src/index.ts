export { HookConfigError, parseHookConfig } from './hooks/hook-config.js';
export { PROJECT_HOOKS_FILE, readProjectHooks } from './hooks/project-hooks.js';
export { projectHooks } from './hooks/project-hooks-provider.js';
export { DiskFiles } from './files/disk-files.js';
export { WorkspaceFiles } from './files/workspace-files.js';
export { openHooks } from './hooks/open-hooks.js';
export { readMarkdown, type MarkdownDocument } from './skills/frontmatter.js';
export { createExtensions, type Extensions, type ExtensionsOptions } from './create-extensions.js';
export {
  DEFAULT_MARKETPLACE,
  readAgentContext,
  registrationOf,
  type AgentContext,
  type MarketplaceRegistration,
} from './conversation/agent-context.js';
export { ConversationPlugins, type LoadedPlugins } from './conversation/conversation-plugins.js';
export { pluginHooks } from './conversation/plugin-hooks.js';
export type { FindOrganization } from './conversation/organization-skills.js';
export { ConversationSkills } from './conversation/conversation-skills.js';
export { filledIn, namesIn } from './conversation/expand-variables.js';
export { RUNTIME_PLUGINS, runtimePlugins } from './conversation/runtime-plugins.js';
export type { SkillBook } from './conversation/skill-book.js';
export {
  AlreadyInstalledError,
  FetchError,
  FetchFailure,
  InvalidExtensionError,
  PluginNotFoundError,
} from './fetch/extension-errors.js';
export { withoutCredentials, type SourceQuery } from './fetch/extension-source.js';
export { Fetcher, type Fetched } from './fetch/fetcher.js';
export type { GitAnswer, GitRequest, RunGit } from './fetch/run-git.js';
export { skillIn } from './install/inspect-skill.js';
export { InstallationStore, type Installation } from './install/installation-store.js';
export { readMarketplace, type Marketplace, type MarketplaceEntry } from './marketplace/marketplace.js';
export { PublicExtensions } from './marketplace/public-extensions.js';
export { pluginIn } from './plugins/inspect-plugin.js';
export { listPluginFiles } from './plugins/list-plugin-files.js';
export { projectPlugins } from './plugins/plugin-folders.js';
export { skillsOf, type AgentFile, type Plugin } from './plugins/plugin.js';
export { loadSkillFolder } from './skills/load-skill-folder.js';
export { firstOfEachName, lastOfEachName } from './skills/merge-skills.js';
export { diskProjectSkills, workspaceSkills } from './skills/project-skills.js';
export { instructionsIn } from './skills/sections.js';
export { triggerOfRecalled } from './skills/recalled-text.js';
export { keywordsOf, typeOf, type LoadedSkills, type Skill, type SkillTrigger } from './skills/skill.js';
export type { UserFolders } from './skills/user-skills.js';
export { agentFromWire } from './agents/agent-definition.js';
export { AgentFormatError } from './agents/agent-format-error.js';
export { builtinAgents } from './agents/builtin-agents.js';
export { pluginAgents } from './agents/plugin-agents.js';
export { projectAgents, userAgents, type LoadedAgents } from './agents/load-agents.js';
