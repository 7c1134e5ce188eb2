import { Inject, Injectable } from '@nestjs/common';
import {
  FetchError,
  FetchFailure,
  filledIn,
  InvalidExtensionError,
  namesIn,
  pluginIn,
  type Extensions,
  type Plugin,
} from '@openhands-nest/agent-extensions';
import type { FetchPluginRequest, FetchPluginResponse } from '@openhands-nest/contracts/agent-server';
import { HttpProblem } from '../../http/problems.js';
import { EXTENSIONS } from '../../tokens.js';
import { readSecrets } from '../conversations/secret-sources.js';

const STATUSES: Partial<Record<FetchFailure, number>> = {
  [FetchFailure.Unavailable]: 502,
  [FetchFailure.TooSlow]: 504,
};

/** Fetches a plugin to look at it. Nothing is installed. */
@Injectable()
export class PluginFetch {
  constructor(@Inject(EXTENSIONS) private readonly extensions: Extensions) {}

  /** @throws HttpProblem 422, 502, 504 with a code and a sentence */
  async fetch(request: FetchPluginRequest): Promise<FetchPluginResponse> {
    const { source, ref = null, repo_path: repoPath = null, timeout } = request;
    const secrets = secretsOf(request);
    try {
      const query = { source: filledIn(source, secrets), ref: ref && filledIn(ref, secrets), repoPath };
      const fetched = await this.extensions.fetcher.fetch(query, { timeoutMs: timeout * 1_000 });
      const plugin = await pluginIn(fetched.directory, fetched.repositoryName ?? 'plugin');
      return { ...shown(plugin), resolved_ref: fetched.commit, source, repo_path: repoPath };
    } catch (error) {
      if (error instanceof FetchError) throw problem(error.reason, error.message, STATUSES[error.reason]);
      if (error instanceof InvalidExtensionError) throw problem('invalid_plugin', error.message);
      throw error;
    }
  }
}

function shown(plugin: Plugin): Pick<FetchPluginResponse, 'path' | 'manifest' | 'skills' | 'commands'> {
  const { directory, manifest, skills, commands, name } = plugin;
  if (!manifest) throw new InvalidExtensionError('There is no plugin.json in its folder.');
  return {
    path: directory,
    manifest: { ...manifest },
    skills: skills.map((skill) => skill.name),
    commands: commands.map((command) => command.name.slice(name.length + 1)),
  };
}

/** Only secrets that are sent with their values: the server does not fetch others for a request like this. */
function secretsOf({ source, ref, secrets }: FetchPluginRequest): Record<string, string> {
  const given = readSecrets(secrets, ['body', 'secrets']);
  const needed = namesIn(`${source} ${ref ?? ''}`);
  return Object.fromEntries(
    needed.map((name) => {
      const value = given[name];
      if (typeof value !== 'string') throw problem('missing_secret', `The secret ${name} is missing. Send its value.`);
      return [name, value];
    }),
  );
}

function problem(code: string, message: string, status = 422): HttpProblem {
  return new HttpProblem(status, { detail: { code, message } });
}
