import type { SettingsStore } from '@openhands-nest/agent-ports';
import type { Channel } from '../channel/channel.js';
import type { SecretCipher } from './secret-cipher.js';

/** Encrypts before the channel, so that neither the storage thread nor the database ever sees a secret. */
export class SqliteSettingsStore implements SettingsStore {
  constructor(
    private readonly channel: Channel,
    private readonly cipher: SecretCipher,
  ) {}

  async read(name: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const json = await this.channel.call('readDocument', { name });
    return json === undefined ? undefined : (JSON.parse(json) as Record<string, unknown>);
  }

  async write(name: string, document: Readonly<Record<string, unknown>>): Promise<void> {
    await this.channel.call('writeDocument', { name, json: JSON.stringify(document) });
  }

  async deleteAll(prefix: string): Promise<void> {
    await this.channel.call('deleteDocuments', { prefix });
  }

  async readSecret(name: string): Promise<string | undefined> {
    const token = await this.channel.call('readSecret', { name });
    return token === undefined ? undefined : this.cipher.decrypt(name, token);
  }

  /** Encrypts anew what was encrypted under an earlier key. To be called before anybody writes. */
  async renewSecrets(): Promise<void> {
    for (const name of await this.listSecretNames()) {
      const token = await this.channel.call('readSecret', { name });
      const value = token === undefined ? undefined : await this.cipher.readEarlier(name, token);
      if (value !== undefined) await this.writeSecret(name, value);
    }
  }

  async writeSecret(name: string, value: string): Promise<void> {
    const token = await this.cipher.encrypt(name, value);
    await this.channel.call('writeSecret', { name, token });
  }

  deleteSecret(name: string): Promise<boolean> {
    return this.channel.call('deleteSecret', { name });
  }

  listSecretNames(): Promise<readonly string[]> {
    return this.channel.call('listSecretNames', undefined);
  }
}
