import { Injectable } from '@nestjs/common';
import { readMarkdown } from '@openhands-nest/agent-extensions';
import type { GitHost } from '@openhands-nest/agent-ports';
import type { MicroagentContentResponse, MicroagentResponse } from '@openhands-nest/contracts/app';
import { inTurns } from '@openhands-nest/git-hosts';
import { HttpProblem } from '../../http/problems.js';
import { fromHost, GitAccounts } from './git-accounts.service.js';

const RULES_FILE = '.cursorrules';
/** A repository of this name holds the microagents of its owner. */
const OWNERS_REPOSITORIES = ['.openhands', 'openhands-config'];

/** Microagents of repositories, as their hosts have them. */
@Injectable()
export class RepositoryMicroagents {
  constructor(private readonly accounts: GitAccounts) {}

  /** @throws HttpProblem 404 for a repository that no account can see */
  async list(repository: string): Promise<MicroagentResponse[]> {
    const account = await this.#accountFor(repository);
    const directory = directoryOf(repository);
    const [files, rules] = await fromHost(
      Promise.all([account.files(repository, directory), account.readFile(repository, RULES_FILE)]),
    );
    const found = files.filter(({ path }) => path.endsWith('.md') && !/(^|\/)readme\.md$/i.test(path));
    const paths = [...(rules === undefined ? [] : [RULES_FILE]), ...found.map(({ path }) => path)];
    return inTurns(paths, (path) => describe(account, repository, path, directory));
  }

  /** @throws HttpProblem 404 for a repository or a file that is not there */
  async read(repository: string, path: string): Promise<MicroagentContentResponse> {
    const account = await this.#accountFor(repository);
    const text = await fromHost(account.readFile(repository, path));
    if (text === undefined) throw new HttpProblem(404, `There is no file ${path} in ${repository}.`);
    const { header, body } = await readMarkdown(text).catch(() => ({ header: {}, body: text }));
    return { content: body, path, triggers: triggersIn(header), git_provider: account.provider };
  }

  async #accountFor(repository: string): Promise<GitHost> {
    const account = await fromHost(this.accounts.thatSees(repository));
    if (account) return account;
    throw new HttpProblem(404, `No account can see the repository ${repository}. Save a token for its host that can.`);
  }
}

function directoryOf(repository: string): string {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return OWNERS_REPOSITORIES.includes(name) ? 'microagents' : '.openhands/microagents';
}

async function describe(
  account: GitHost,
  repository: string,
  path: string,
  directory: string,
): Promise<MicroagentResponse> {
  const changedAt = await fromHost(account.changedAt(repository, path));
  const name = path === RULES_FILE ? 'cursorrules' : path.slice(directory.length + 1).replace(/\.md$/, '');
  return { name, path, created_at: changedAt ?? '' };
}

function triggersIn({ triggers }: Readonly<Record<string, unknown>>): string[] {
  return Array.isArray(triggers) ? triggers.filter((trigger) => typeof trigger === 'string') : [];
}
