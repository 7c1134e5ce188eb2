import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { GitHttpServer } from '@openhands-nest/testing';

export const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const SKILL = '---\nname: pdf\ndescription: Works with PDF files.\n---\nLook at the file.\n';
const AUTHOR = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
const run = promisify(execFile);

/** Of things that there are. */
export interface SceneIds {
  readonly conversation: string;
  /** Conversations that may be removed, and one that does not exist. */
  readonly spare: readonly string[];
  readonly event: string;
  /** A command of `/api/bash`, and one of its events. */
  readonly command: string;
  readonly bashEvent: string;
  readonly agentProfile: string;
  /** To a provider of models. */
  readonly connection: string;
  readonly commit: string;
}

interface Named {
  readonly id: string;
}

/** What operations can be asked about: a project, conversations that live in it, and one of everything that a server keeps. */
export class LivingScene {
  ids!: SceneIds;

  private constructor(
    private readonly host: GitHttpServer,
    /** Home of everything that is made. */
    readonly directory: string,
    /** Address of a model. */
    readonly modelUrl: string,
  ) {}

  static async prepare(directory: string, modelUrl: string): Promise<LivingScene> {
    const host = await GitHttpServer.start();
    await host.addRepository('acme/skills', {
      files: { 'skills/pdf/SKILL.md': SKILL, 'plugins/tidy/.claude-plugin/plugin.json': '{"name":"tidy"}' },
    });
    const scene = new LivingScene(host, directory, modelUrl);
    await scene.#writeProject();
    return scene;
  }

  /** Of the host of repositories, on loopback. */
  get origin(): string {
    return this.host.origin;
  }

  get extensionsUrl(): string {
    return `${this.host.origin}/acme/skills`;
  }

  /** A repository with a commit and a change. */
  get project(): string {
    return join(this.directory, 'project');
  }

  /** Makes what only a server can make. */
  async enter(agentServerUrl: string): Promise<void> {
    const call = callerOf(agentServerUrl);
    const llm = { model: 'openai/fake-model', base_url: this.modelUrl, api_key: 'sk-of-the-scene' };
    const agent = { kind: 'Agent', llm, tools: [{ name: 'terminal' }] };
    const conversation = { agent, workspace: { working_dir: this.project } };
    const { id } = await call('POST', 'conversations', conversation);
    const message = { content: [{ type: 'text', text: 'Hello.' }], run: true };
    await call('POST', `conversations/${id}/events`, message);
    const bash = await call<Named & { command_id: string }>('POST', 'bash/execute_bash_command', {
      command: 'echo hello',
    });
    const connection = { display_name: 'Shared', api_key: 'sk-shared', base_url: this.modelUrl };
    await call('POST', 'profiles/default', { llm });
    const source = this.extensionsUrl;
    await call('POST', 'skills/install', { source, repo_path: 'skills/pdf' });
    await call('POST', 'plugins/install', { source, repo_path: 'plugins/tidy' });
    await call('POST', 'settings/mcp/default', { command: 'true' });
    await call('PUT', 'settings/secrets', { name: 'made', value: 'of the scene' });
    await call('POST', 'agent-profiles/default', { llm_profile_ref: 'default' });
    const { id: agentProfile } = (await call<{ profile: Named }>('GET', 'agent-profiles/default')).profile;
    await call('POST', `agent-profiles/${agentProfile}/activate`);
    this.ids = {
      conversation: id,
      spare: [UNKNOWN, (await call('POST', 'conversations', conversation)).id],
      event: (await call<{ items: Named[] }>('GET', `conversations/${id}/events/search`)).items[0]?.id ?? '',
      command: bash.command_id,
      bashEvent: bash.id,
      agentProfile,
      connection: (await call('POST', 'llm/provider-connections', connection)).id,
      commit: (await this.#git('rev-parse', 'HEAD')).trim(),
    };
  }

  strike(): Promise<void> {
    return this.host.close();
  }

  async #writeProject(): Promise<void> {
    const files = { 'main.c': 'int main;\n', 'docs/index.html': '<p>', '.agents/skills/pdf/SKILL.md': SKILL };
    for (const [name, content] of Object.entries(files)) {
      const file = join(this.project, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    await this.#git('init', '--quiet');
    await this.#git('add', '.');
    await this.#git(...AUTHOR, 'commit', '--quiet', '--message', 'Begin');
    await writeFile(join(this.project, 'main.c'), 'int main(void);\n');
  }

  async #git(...given: string[]): Promise<string> {
    return (await run('git', ['-C', this.project, ...given])).stdout;
  }
}

function callerOf(agentServerUrl: string): <T = Named>(method: string, path: string, body?: object) => Promise<T> {
  return async <T>(method: string, path: string, body?: object) => {
    const sent = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${agentServerUrl}/api/${path}`, { method, ...sent });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
}
