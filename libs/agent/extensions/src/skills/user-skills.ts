import { DiskFiles } from '../files/disk-files.js';
import { loadSkillFolder } from './load-skill-folder.js';
import { joined } from './merge-skills.js';
import type { LoadedSkills } from './skill.js';

/** Where the server's user keeps skills and plugins of their own. */
export interface UserFolders {
  /** Home directory, with `.agents` in it. */
  readonly home: string;
  /** Usually `~/.openhands`. */
  readonly persistence: string;
}

/** Skills of the server's user. What was installed through the server is elsewhere. */
export async function userSkills({ home, persistence }: UserFolders): Promise<LoadedSkills> {
  const files = new DiskFiles();
  const folders = [`${home}/.agents/skills`, `${persistence}/skills`, `${persistence}/microagents`];
  // The reference server keeps what it installed in a folder among them.
  return joined(
    ...(await Promise.all(folders.map((folder) => loadSkillFolder(files, folder, { except: ['installed'] })))),
  );
}
