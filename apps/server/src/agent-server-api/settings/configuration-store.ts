import type { SettingsStore } from '@openhands-nest/agent-ports';
import { HttpProblem } from '../../http/problems.js';
import { initialConfiguration, type Configuration } from './configuration.js';

/** Kept whole as one secret: every change is atomic, and nothing of it lies readable on the disk. */
const NAME = 'agent_server.configuration';
/** Characters of JSON. Clients may keep data of their own in it, but not without end. */
const MAX_CHARS = 4 * 1024 * 1024;

/** The configuration, read anew each time and changed by one writer after another. */
export class ConfigurationStore {
  #changes: Promise<unknown> = Promise.resolve();

  constructor(private readonly settings: SettingsStore) {}

  /** @throws HttpProblem 409 when it was encrypted with another key */
  async read(): Promise<Configuration> {
    const json = await this.settings.readSecret(NAME).catch(unreadable);
    return json === undefined
      ? initialConfiguration()
      : { ...initialConfiguration(), ...(JSON.parse(json) as Configuration) };
  }

  /** Replaces the configuration by what `edit` makes of the newest one. When `edit` throws, nothing is changed. */
  change(edit: (configuration: Configuration) => Configuration): Promise<Configuration> {
    const change = this.#changes.then(async () => {
      const before = await this.read();
      const after = edit(before);
      if (after !== before) await this.#write(after);
      return after;
    });
    this.#changes = change.catch(() => undefined);
    return change;
  }

  async #write(configuration: Configuration): Promise<void> {
    const json = JSON.stringify(configuration);
    if (json.length > MAX_CHARS)
      throw new HttpProblem(413, {
        detail: `The settings may not be larger than ${MAX_CHARS} characters. Keep less in them.`,
      });
    await this.settings.writeSecret(NAME, json);
  }
}

function unreadable(error: Error): never {
  throw new HttpProblem(409, { detail: error.message });
}
