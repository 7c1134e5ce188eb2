import type { ConversationRecord, Logger } from '@openhands-nest/agent-ports';
import { checkOut, type GitSource } from '../fetch/check-out.js';
import { FetchError } from '../fetch/extension-errors.js';
import type { RunGit } from '../fetch/run-git.js';
import { DiskFiles } from '../files/disk-files.js';
import { loadSkillFolder } from '../skills/load-skill-folder.js';
import { NO_SKILLS, type LoadedSkills } from '../skills/skill.js';

/** A repository that may hold the microagents of an organization. */
export type OrganizationRepository = Pick<GitSource, 'url'> & Partial<Pick<GitSource, 'credentials'>>;

/** Where the organization of a conversation's repository may keep its microagents; the first that is there counts. */
export type FindOrganization = (record: ConversationRecord) => Promise<readonly OrganizationRepository[]>;

export interface OrganizationSkillsOptions {
  readonly find: FindOrganization;
  readonly git: RunGit;
  /** Where check-outs are kept: not for the eyes of other conversations. */
  readonly cache: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly logger: Logger;
}

const FOLDER = 'microagents';
/** Milliseconds for which a conversation waits for one host. */
const TIMEOUT_MS = 10_000;
/** Milliseconds for which a host's answer counts: a conversation and its sub-agents ask for the same. */
const FRESH_MS = 60_000;

interface Answer {
  readonly at: number;
  /** Undefined when there is nothing to be had. */
  readonly skills: Promise<LoadedSkills | undefined>;
}

/** Loads the microagents that an organization keeps for all of its repositories. Most have none, so a failure is no problem. */
export function organizationSkills(options: OrganizationSkillsOptions) {
  const answers = new Map<string, Answer>();
  const answerOf = (repository: OrganizationRepository): Promise<LoadedSkills | undefined> => {
    const now = options.now();
    for (const [asked, { at }] of answers) if (now - at >= FRESH_MS) answers.delete(asked);
    // Another token may open what was closed.
    const asked = `${repository.url} ${repository.credentials?.password ?? ''}`;
    const known = answers.get(asked) ?? { at: now, skills: fetched(repository, options) };
    answers.set(asked, known);
    return known.skills;
  };
  return async (record: ConversationRecord): Promise<LoadedSkills> => {
    for (const repository of await options.find(record)) {
      const found = await answerOf(repository);
      if (found) return found;
    }
    return NO_SKILLS;
  };
}

async function fetched(
  { url, credentials }: OrganizationRepository,
  { git, cache, logger }: OrganizationSkillsOptions,
): Promise<LoadedSkills | undefined> {
  const source: GitSource = { kind: 'git', url, credentials, ref: null, subPath: null, name: 'organization' };
  try {
    const { directory } = await checkOut(source, { git, cache, timeoutMs: TIMEOUT_MS, signal: NEVER });
    const { skills, problems } = await loadSkillFolder(new DiskFiles(directory), `${directory}/${FOLDER}`);
    // Their files are nowhere that an agent could read.
    return { skills: skills.map((skill) => ({ ...skill, source: null })), problems };
  } catch (error) {
    const reason = error instanceof FetchError ? error.message : String(error);
    logger.info('The microagents of an organization cannot be had.', { url, reason });
    return undefined;
  }
}

const NEVER = new AbortController().signal;
