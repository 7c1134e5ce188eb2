export { HookConfigError, parseHookConfig } from './hooks/hook-config.js';
export { PROJECT_HOOKS_FILE, readProjectHooks } from './hooks/project-hooks.js';
export { projectHooks } from './hooks/project-hooks-provider.js';
export { machineFiles } from './files/machine-files.js';
export type { Files } from './files/files.js';
export { openHooks } from './hooks/open-hooks.js';
export { readMarkdown, type MarkdownDocument } from './skills/frontmatter.js';
