import { Operation, ref } from '@openhands-nest/contracts/schema';
import {
  EXTENSION_NAME,
  InstalledSkillResponse,
  InstalledSkillsListResponse,
  InstallSkillRequest,
  SkillCatalogResponse,
  SkillsMarketplaceResponse,
  SkillsRequest,
  SkillsResponse,
  SyncResponse,
  UninstallSkillResponse,
  UpdateSkillResponse,
  UpdateSkillStateRequest,
  UpdateSkillStateResponse,
} from './skills.js';

const TAGS = ['Skills'];
const SKILL = { skill_name: EXTENSION_NAME };
const NOT_INSTALLED = 'Skill not installed';

/** POST /api/skills */
export function ApiGetSkills(): MethodDecorator {
  return Operation({
    id: 'get_skills_api_skills_post',
    summary: 'Get Skills',
    description:
      'The skills of all sources that are asked for. Of the same name the project counts before the organization, then the user, then public ones.',
    tags: TAGS,
    body: SkillsRequest,
    answers: { 200: ref(SkillsResponse) },
  });
}

/** GET /api/skills/catalog */
export function ApiGetSkillCatalog(): MethodDecorator {
  return Operation({
    id: 'get_skill_catalog_api_skills_catalog_get',
    summary: 'Get Skill Catalog',
    description: 'The skills that an agent profile can choose from.',
    tags: TAGS,
    answers: { 200: ref(SkillCatalogResponse) },
  });
}

/** POST /api/skills/sync */
export function ApiSyncSkills(): MethodDecorator {
  return Operation({
    id: 'sync_skills_api_skills_sync_post',
    summary: 'Sync Skills',
    description: 'Fetch the public skills again.',
    tags: TAGS,
    answers: { 200: ref(SyncResponse) },
  });
}

/** POST /api/skills/install */
export function ApiInstallSkill(): MethodDecorator {
  return Operation({
    id: 'install_skill_endpoint_api_skills_install_post',
    summary: 'Install Skill Endpoint',
    description: 'Install a skill from a repository or a folder of the server.',
    tags: TAGS,
    body: InstallSkillRequest,
    answers: { 200: ref(InstalledSkillResponse), 400: 'The source cannot be fetched', 409: 'Skill already installed' },
  });
}

/** GET /api/skills/installed */
export function ApiListInstalledSkills(): MethodDecorator {
  return Operation({
    id: 'list_installed_skills_endpoint_api_skills_installed_get',
    summary: 'List Installed Skills Endpoint',
    description: 'The skills that were installed.',
    tags: TAGS,
    answers: { 200: ref(InstalledSkillsListResponse) },
  });
}

/** GET /api/skills/installed/{skill_name} */
export function ApiGetInstalledSkill(): MethodDecorator {
  return Operation({
    id: 'get_installed_skill_endpoint_api_skills_installed__skill_name__get',
    summary: 'Get Installed Skill Endpoint',
    description: 'One installed skill.',
    tags: TAGS,
    path: SKILL,
    answers: { 200: ref(InstalledSkillResponse), 404: NOT_INSTALLED },
  });
}

/** PATCH /api/skills/installed/{skill_name} */
export function ApiSetSkillEnabled(): MethodDecorator {
  return Operation({
    id: 'set_skill_enabled_endpoint_api_skills_installed__skill_name__patch',
    summary: 'Set Skill Enabled Endpoint',
    description: 'Let an installed skill count, or not.',
    tags: TAGS,
    path: SKILL,
    body: UpdateSkillStateRequest,
    answers: { 200: ref(UpdateSkillStateResponse), 404: NOT_INSTALLED },
  });
}

/** DELETE /api/skills/installed/{skill_name} */
export function ApiUninstallSkill(): MethodDecorator {
  return Operation({
    id: 'uninstall_skill_endpoint_api_skills_installed__skill_name__delete',
    summary: 'Uninstall Skill Endpoint',
    description: 'Remove an installed skill.',
    tags: TAGS,
    path: SKILL,
    answers: { 200: ref(UninstallSkillResponse), 404: NOT_INSTALLED },
  });
}

/** POST /api/skills/installed/{skill_name}/refresh */
export function ApiRefreshSkill(): MethodDecorator {
  return Operation({
    id: 'refresh_skill_endpoint_api_skills_installed__skill_name__refresh_post',
    summary: 'Refresh Skill Endpoint',
    description: 'Fetch an installed skill again from where it came from. What is installed stays when that fails.',
    tags: TAGS,
    path: SKILL,
    answers: { 200: ref(UpdateSkillResponse), 400: 'The source cannot be fetched', 404: NOT_INSTALLED },
  });
}

/** GET /api/skills/marketplace */
export function ApiSkillsMarketplace(): MethodDecorator {
  return Operation({
    id: 'get_marketplace_catalog_api_skills_marketplace_get',
    summary: 'Get Marketplace Catalog',
    description: 'What the public marketplace lists.',
    tags: TAGS,
    answers: { 200: ref(SkillsMarketplaceResponse) },
  });
}
