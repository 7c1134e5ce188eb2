import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversationRecord, GitHttpServer } from '@openhands-nest/testing';
import { plainGit } from '../__fixtures__/plain-git.js';
import type { LoadedSkills } from '../skills/skill.js';
import { organizationSkills } from './organization-skills.js';

const record = aConversationRecord();

let folder: string;
let host: GitHttpServer;
let now: number;
const told: unknown[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'organization-skills-'));
  host = await GitHttpServer.start();
  await host.addRepository('acme/.openhands', {
    files: { 'microagents/house.md': 'House rules.', 'microagents/README.md': 'For people.', 'notes.md': 'Notes.' },
  });
  now = 0;
  told.length = 0;
});
afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

function loader(...repositories: string[]): () => Promise<LoadedSkills> {
  const note = (message: string): void => void told.push(message);
  const load = organizationSkills({
    find: async () => repositories.map((name) => ({ url: `${host.origin}/${name}.git` })),
    git: plainGit,
    cache: join(folder, 'cache'),
    now: () => now,
    logger: { info: note, warn: note, error: note },
  });
  return () => load(record);
}

const namesOf = ({ skills }: LoadedSkills): string[] => skills.map(({ name }) => name);

describe('organizationSkills', () => {
  it('are those of the first repository that is there', async () => {
    const { skills, problems } = await loader('none/.openhands', 'acme/.openhands')();
    expect(skills).toMatchObject([{ name: 'house', content: 'House rules.', trigger: null, source: null }]);
    expect(problems).toEqual([]);
    expect(told).toEqual(['The microagents of an organization cannot be had.']);
  });

  it('are none where there is no such repository, or no host', async () => {
    expect(namesOf(await loader('none/.openhands')())).toEqual([]);
    expect(namesOf(await loader()())).toEqual([]);
    host.fault = 500;
    expect(namesOf(await loader('acme/.openhands')())).toEqual([]);
  });

  it('are asked for once in a while', async () => {
    const load = loader('acme/.openhands');
    await Promise.all([load(), load()]);
    const asked = host.requests.length;
    now = 59_999;
    expect(namesOf(await load())).toEqual(['house']);
    expect(host.requests).toHaveLength(asked);

    now = 60_000;
    expect(namesOf(await load())).toEqual(['house']);
    expect(host.requests.length).toBeGreaterThan(asked);
  });
});
