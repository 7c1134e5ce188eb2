import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  createExtensions,
  type Extensions,
  type FindOrganization,
  type UserFolders,
} from '@openhands-nest/agent-extensions';
import type { Logger } from '@openhands-nest/agent-ports';
import { invokeSkillTool } from '@openhands-nest/agent-tools';
import { quietGit } from '@openhands-nest/agent-workspace';
import type { ServerConfig } from '../config/server-config.js';
import { systemClock } from './system-clock.js';

/** Folders of the user's own skills and plugins, whose files agents may read. */
export function userExtensionPaths(config: ServerConfig, home = homedir()): string[] {
  const persistence = persistenceOf(config, home);
  return [
    ...['skills', 'plugins'].map((name) => join(home, '.agents', name)),
    ...['skills', 'plugins', 'microagents'].map((name) => join(persistence, name)),
  ];
}

/** Where the server's user keeps extensions of their own. */
export function userFolders(config: ServerConfig, home = homedir()): UserFolders {
  return { home, persistence: persistenceOf(config, home) };
}

function persistenceOf({ OH_PERSISTENCE_DIR: directory }: ServerConfig, home: string): string {
  return directory ?? join(home, '.openhands');
}

/** Skills and plugins: of the server's user, of conversations, installed ones and public ones. @param home of that user */
export function composeExtensions(
  config: ServerConfig,
  logger: Logger,
  home = homedir(),
  findOrganization?: FindOrganization,
): Extensions {
  return createExtensions({
    ...(findOrganization && { findOrganization }),
    dataDirectory: config.DATA_DIR,
    user: userFolders(config, home),
    publicSource: { url: config.EXTENSIONS_URL, ref: config.EXTENSIONS_REF, path: config.EXTENSIONS_PATH },
    git: quietGit,
    logger,
    now: () => systemClock.now(),
    createSkillTool: (book) =>
      // Whoever executes a tool has its actions from the same tool's parse.
      invokeSkillTool({ read: (...request) => book.read(...request), names: () => book.names() }),
  });
}
