import { describe, expect, it } from '@jest/globals';
import type { SettingsStore } from '@openhands-nest/agent-ports';
import { InMemoryStorage } from '@openhands-nest/testing';
import { HttpProblem } from '../../http/problems.js';
import { ConfigurationStore } from './configuration-store.js';
import type { Configuration } from './configuration.js';

const named =
  (name: string) =>
  (configuration: Configuration): Configuration => ({
    ...configuration,
    miscSettings: { ...configuration.miscSettings, [name]: true },
  });

describe('ConfigurationStore', () => {
  it('makes one change after another, each of the newest configuration', async () => {
    const { settings } = new InMemoryStorage();
    const store = new ConfigurationStore(settings);
    await Promise.all(['a', 'b', 'c'].map((name) => store.change(named(name))));
    expect((await new ConfigurationStore(settings).read()).miscSettings).toEqual({ a: true, b: true, c: true });
  });

  it('keeps everything as it was when a change fails, and goes on', async () => {
    const store = new ConfigurationStore(new InMemoryStorage().settings);
    await store.change(named('a'));
    const failing = store.change(() => {
      throw new Error('no');
    });
    const next = store.change(named('b'));
    await expect(failing).rejects.toThrow('no');
    expect((await next).miscSettings).toEqual({ a: true, b: true });
  });

  it('writes nothing where nothing is readable', async () => {
    const { settings } = new InMemoryStorage();
    const store = new ConfigurationStore(lockedOut(settings));
    const refusal = store.change(named('a'));
    await expect(refusal).rejects.toThrow(HttpProblem);
    await expect(refusal).rejects.toMatchObject({ status: 409, message: 'Set the former key.' });
    expect(await settings.listSecretNames()).toEqual([]);
  });
});

/** A store whose secrets were encrypted with another key. */
function lockedOut(settings: SettingsStore): SettingsStore {
  return {
    read: (name) => settings.read(name),
    write: (name, document) => settings.write(name, document),
    deleteAll: (prefix) => settings.deleteAll(prefix),
    readSecret: () => Promise.reject(new Error('Set the former key.')),
    writeSecret: (name, value) => settings.writeSecret(name, value),
    deleteSecret: (name) => settings.deleteSecret(name),
    listSecretNames: () => settings.listSecretNames(),
  };
}
