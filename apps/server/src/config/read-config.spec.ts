import { homedir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from './config-error.js';
import { readConfig } from './read-config.js';

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}

describe('readConfig', () => {
  it('has defaults for everything', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 3000,
      AGENT_SERVER_PORT: 8000,
      SANDBOX: 'auto',
      SESSION_API_KEYS: [],
    });
    expect(config.DATA_DIR).toBe(`${homedir()}/.openhands-nest`);
    expect(config.LLM_MODEL).toBeUndefined();
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes empty variables for absent ones', () => {
    expect(readConfig({ PORT: '', LLM_MODEL: ' ', SESSION_API_KEY: '' })).toMatchObject({
      PORT: 3000,
      SESSION_API_KEYS: [],
    });
  });

  it('prefers the list of keys to the single one', () => {
    expect(readConfig({ SESSION_API_KEY: 'a' }).SESSION_API_KEYS).toEqual(['a']);
    expect(
      readConfig({ SESSION_API_KEY: 'a', OH_SESSION_API_KEYS_0: 'b', OH_SESSION_API_KEYS_1: 'c' }).SESSION_API_KEYS,
    ).toEqual(['b', 'c']);
  });

  it('names everything that is wrong at once, and no secret', () => {
    const problems = problemsOf({
      PORT: 'http',
      SANDBOX: 'docker',
      LLM_BASE_URL: 'nowhere',
      ALLOW_LOCAL_REPOSITORIES: 'perhaps',
      LLM_TIMEOUT: '-1',
    });
    expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual([
      'ALLOW_LOCAL_REPOSITORIES',
      'LLM_BASE_URL',
      'LLM_TIMEOUT',
      'PORT',
      'SANDBOX',
    ]);
    expect(problems.find((problem) => problem.startsWith('PORT'))).toContain('It is "http" now.');
  });

  it('refuses an open address without a key, and says what to do', () => {
    for (const HOST of ['0.0.0.0', '::', '192.168.1.4', 'server.example']) {
      expect(problemsOf({ HOST })).toEqual([expect.stringMatching(/SESSION_API_KEY.*127\.0\.0\.1/)]);
      expect(problemsOf({ HOST, SESSION_API_KEY: 'k' })).toEqual([]);
    }
    for (const HOST of ['127.0.0.1', '127.0.0.2', 'localhost', '::1']) expect(problemsOf({ HOST })).toEqual([]);
  });
});
