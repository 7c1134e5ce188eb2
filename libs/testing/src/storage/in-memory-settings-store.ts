import type { SettingsStore } from '@openhands-nest/agent-ports';
import { frozenCopy } from './frozen-copy.js';

export class InMemorySettingsStore implements SettingsStore {
  readonly #documents = new Map<string, Readonly<Record<string, unknown>>>();
  readonly #secrets = new Map<string, string>();

  async read(name: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    return this.#documents.get(name);
  }

  async write(name: string, document: Readonly<Record<string, unknown>>): Promise<void> {
    this.#documents.set(name, frozenCopy(document));
  }

  async deleteAll(prefix: string): Promise<void> {
    for (const name of [...this.#documents.keys()]) if (name.startsWith(prefix)) this.#documents.delete(name);
  }

  async readSecret(name: string): Promise<string | undefined> {
    return this.#secrets.get(name);
  }

  async writeSecret(name: string, value: string): Promise<void> {
    this.#secrets.set(name, value);
  }

  async deleteSecret(name: string): Promise<boolean> {
    return this.#secrets.delete(name);
  }

  async listSecretNames(): Promise<readonly string[]> {
    return [...this.#secrets.keys()].sort();
  }
}
