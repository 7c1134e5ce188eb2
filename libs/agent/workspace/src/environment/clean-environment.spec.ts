import { describe, expect, it } from '@jest/globals';
import { cleanEnvironment } from './clean-environment.js';

const places = { home: '/h', temporary: '/t', shell: '/bin/bash', user: 'somebody' };

describe('cleanEnvironment', () => {
  it.each([
    'LLM_API_KEY',
    'SESSION_API_KEY',
    'OH_SECRET_KEY',
    'DATABASE_URL',
    'NODE_OPTIONS',
    'AWS_SECRET_ACCESS_KEY',
    'GITHUB_TOKEN',
    'PIP_PASSWORD',
    'NPM_TOKEN',
    'npm_config__authToken',
    'npm_config_userconfig',
    'npm_package_name',
    'LD_PRELOAD',
  ])('leaves %s behind', (name) => {
    expect(cleanEnvironment({ server: { [name]: 'value' }, ...places })).not.toHaveProperty(name);
  });

  it.each([
    'LANG',
    'LC_ALL',
    'TZ',
    'PATH',
    'https_proxy',
    'NO_PROXY',
    'SSL_CERT_FILE',
    'NODE_EXTRA_CA_CERTS',
    'PIP_INDEX_URL',
    'npm_config_registry',
  ])('passes %s on', (name) => {
    expect(cleanEnvironment({ server: { [name]: 'value' }, ...places })).toMatchObject({ [name]: 'value' });
  });

  it('gives a home, a temporary folder, a name, and an identity for git', () => {
    const environment = cleanEnvironment({ server: { HOME: '/root', USER: 'root', TMPDIR: '/x' }, ...places });

    expect(environment).toMatchObject({
      HOME: '/h',
      TMPDIR: '/t',
      USER: 'somebody',
      SHELL: '/bin/bash',
      GIT_AUTHOR_NAME: 'openhands',
    });
    expect(environment.PATH).toContain('/usr/bin');
  });

  it('lets somebody say who commits, or leaves that to git', () => {
    const identity = { name: 'Ada', email: ' ' };
    expect(cleanEnvironment({ server: {}, ...places, gitIdentity: identity })).toMatchObject({
      GIT_AUTHOR_NAME: 'Ada',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'openhands@localhost',
    });
    expect(cleanEnvironment({ server: {}, ...places, gitIdentity: false })).not.toHaveProperty('GIT_AUTHOR_NAME');
  });
});
