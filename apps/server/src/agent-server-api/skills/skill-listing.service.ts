import { isAbsolute } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  diskProjectSkills,
  DiskFiles,
  firstOfEachName,
  lastOfEachName,
  loadSkillFolder,
  registrationOf,
  type Extensions,
  type LoadedSkills,
  type Skill,
} from '@openhands-nest/agent-extensions';
import type { Logger } from '@openhands-nest/agent-ports';
import type {
  OrgConfig,
  SandboxConfig,
  SkillCatalogResponse,
  SkillsRequest,
  SkillsResponse,
} from '@openhands-nest/contracts/agent-server';
import { EXTENSIONS, LOGGER } from '../../tokens.js';
import { toSkillInfo } from './skill-info.js';

/** Milliseconds that a listing waits for newer public skills. */
const PUBLIC_WAIT_MS = 10_000;
const DEFAULT_MARKETPLACE = 'marketplaces/default.json';
/** Programs beside the agent that it is told of. */
const WORKER = 'WORKER_';

/** The skills that there are, from all sources. A source that fails costs its own skills only. */
@Injectable()
export class SkillListing {
  constructor(
    @Inject(EXTENSIONS) private readonly extensions: Extensions,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async list(request: SkillsRequest): Promise<SkillsResponse> {
    const [marketplaces, base, organization, project] = await Promise.all([
      request.load_public ? this.ofMarketplaces(request) : [],
      this.base(request),
      request.load_org ? this.ofOrganizations(request.org_configs ?? []) : [],
      request.load_project ? this.ofProject(request.project_dir) : [],
    ]);
    const sandbox = ofSandbox(request.sandbox_config);
    return {
      skills: lastOfEachName(sandbox, marketplaces, base, organization, project).map(toSkillInfo),
      sources: {
        sandbox: sandbox.length,
        registered_marketplaces: marketplaces.length,
        sdk_base: base.length,
        org: organization.length,
        project: project.length,
      },
    };
  }

  async catalog(): Promise<SkillCatalogResponse> {
    const [user, shared] = await Promise.all([this.ofUser(), this.ofPublic(DEFAULT_MARKETPLACE)]);
    const own = new Set(user.map(({ name }) => name));
    const skills = lastOfEachName(shared, user).map((skill) => ({
      ...toSkillInfo(skill),
      origin: own.has(skill.name) ? ('user' as const) : ('public' as const),
    }));
    return { skills };
  }

  private async base(request: SkillsRequest): Promise<readonly Skill[]> {
    const [shared, user] = await Promise.all([
      request.load_public ? this.ofPublic(request.marketplace_path) : [],
      request.load_user ? this.ofUser() : [],
    ]);
    return lastOfEachName(shared, user);
  }

  private async ofUser(): Promise<readonly Skill[]> {
    return this.noted(await this.extensions.userSkills());
  }

  private async ofPublic(marketplace: string | null): Promise<readonly Skill[]> {
    return this.noted(await this.extensions.public.skills(marketplace, PUBLIC_WAIT_MS));
  }

  private async ofProject(directory: string | null | undefined): Promise<readonly Skill[]> {
    return directory && isAbsolute(directory) ? this.noted(await diskProjectSkills(directory)) : [];
  }

  private async ofMarketplaces({ registered_marketplaces: places }: SkillsRequest): Promise<readonly Skill[]> {
    const wanted = places.map((place) => registrationOf({ ...place }));
    return this.extensions.pluginsOfConversations.skillsOfMarketplaces(wanted);
  }

  private async ofOrganizations(organizations: readonly OrgConfig[]): Promise<readonly Skill[]> {
    return lastOfEachName(
      ...(await Promise.all(organizations.map((organization) => this.ofOrganization(organization)))),
    );
  }

  private async ofOrganization({ org_repo_url: source, org_name: name }: OrgConfig): Promise<readonly Skill[]> {
    try {
      const { directory } = await this.extensions.fetcher.fetch({ source });
      const files = new DiskFiles(directory);
      const loads = await Promise.all(
        ['skills', 'microagents'].map((folder) => loadSkillFolder(files, `${directory}/${folder}`)),
      );
      return firstOfEachName(...loads.map((load) => this.noted(load)));
    } catch (error) {
      // Most organizations have no such repository.
      this.logger.info('The skills of an organization cannot be had.', { name, reason: (error as Error).message });
      return [];
    }
  }

  private noted({ skills, problems }: LoadedSkills): readonly Skill[] {
    for (const { path, reason } of problems) this.logger.warn('A skill was passed over.', { path, reason });
    return skills;
  }
}

function ofSandbox(sandbox: SandboxConfig | null | undefined): readonly Skill[] {
  const workers = (sandbox?.exposed_urls ?? []).filter(({ name }) => name.startsWith(WORKER));
  if (workers.length === 0) return [];
  const hosts = workers.map(({ url, port }) => `- ${url} (port ${port})`);
  const content = ['Programs that listen on these ports can be reached by the user at these addresses:', ...hosts];
  return [
    {
      name: 'work_hosts',
      content: content.join('\n'),
      trigger: null,
      source: null,
      description: null,
      version: '1.0.0',
      inputs: [],
      isAgentSkill: false,
      triggerOnly: false,
      mcpServers: {},
      license: null,
      compatibility: null,
      allowedTools: null,
      metadata: null,
    },
  ];
}
