import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { obedientModel, PythonServer } from '@openhands-nest/testing';
import { Stage } from '../../harness/stage.js';
import { differencesOf } from './compare-streams.js';
import { KNOWN_DIFFERENCES, TIMED_EVENTS } from './known-differences.js';
import { playStories, type Told } from './play-stories.js';
import { hasPython, installPythonClient } from './python-environment.js';

const KEY = 'key-of-the-stories';
/** Milliseconds, most of them for fetching the packages. */
const ALL_MS = 600_000;
/**
 * Milliseconds that a reply of the model takes. The client listens for the end of a run only after the answer to its request; a run
 * that is over by then it believes to go on for 30 s more.
 */
const REPLY_MS = 250;
const canPlay = await hasPython();
if (!canPlay) {
  const advice = 'There is no Python of 3.12 or newer here: install one to try the official Python client.';
  if (process.env['REQUIRE_PYTHON'] === '1') throw new Error(advice);
  process.stderr.write(`${advice} Its tests are skipped.\n`);
}

(canPlay ? describe : describe.skip)('the newest openhands-sdk of Python', () => {
  let stage: Stage;
  let here: readonly Told[];
  let there: readonly Told[];

  beforeAll(async () => {
    const client = await installPythonClient();
    stage = await Stage.set(obedientModel(REPLY_MS));
    const directory = join(stage.directory, 'reference');
    await mkdir(directory);
    const server = await stage.startServer({
      SESSION_API_KEY: KEY,
      SANDBOX_READ_PATHS: client.folders.join(','),
    });
    const reference = await PythonServer.start({ python: client.python, directory, apiKey: KEY });
    const scene = { python: client.python, apiKey: KEY, llm: stage.model?.baseUrl ?? '' };
    // One after the other: side by side they would be slow enough for timeouts of the reference.
    try {
      here = await playStories({ ...scene, host: server.agentServerUrl, directory: join(stage.directory, 'here') });
      there = await playStories({ ...scene, host: reference.url, directory: join(stage.directory, 'there') });
    } finally {
      await reference.stop();
    }
    console.log([JSON.stringify(client.packages), ...timesOf('here', here), ...timesOf('reference', there)].join('\n'));
  }, ALL_MS);
  afterAll(() => stage?.strike());

  it('plays every story against this server', () => {
    expect(here.length).toBeGreaterThan(10);
    expect(problemsOf(here)).toBe('');
  });

  it('plays every story against the reference, or the comparison would compare nothing', () => {
    expect(problemsOf(there)).toBe('');
    expect(there.map(({ title }) => title)).toEqual(here.map(({ title }) => title));
  });

  it('finds the events of both servers alike, but for the differences that are listed with a reason', () => {
    const found = differencesOf(here, there, (event) => TIMED_EVENTS.test(event));
    expect(found).toEqual(KNOWN_DIFFERENCES.map(({ side, what }) => ({ side, what })));
  });
});

function problemsOf(told: readonly Told[]): string {
  return told.flatMap(({ title, problem }) => (problem === null ? [] : [`${title}: ${problem}`])).join('\n');
}

function timesOf(server: string, told: readonly Told[]): string[] {
  return told.map(({ title, seconds, problem }) => `${server} ${seconds} s  ${problem === null ? '✓' : '✗'} ${title}`);
}
