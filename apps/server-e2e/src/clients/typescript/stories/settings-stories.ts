import { expect } from '@jest/globals';
import type { Cast, Story } from './story.js';

const HIDDEN = '**********';

/** What the server keeps for its user. */
export const SETTINGS_STORIES: readonly Story[] = [
  {
    title: 'settings are described, changed and read back without their secrets',
    async tell({ sdk, options, record }) {
      const settings = record.watch(new sdk.SettingsClient(options));
      expect((await settings.getAgentSchema()).sections.length).toBeGreaterThan(0);
      expect((await settings.getConversationSchema()).sections.length).toBeGreaterThan(0);
      const change = { agent_settings_diff: { llm: { model: 'openai/set', api_key: 'sk-set' } } };
      expect(await settings.updateSettings(change)).toMatchObject({ agent_settings: { llm: { model: 'openai/set' } } });
      expect(await settings.getSettings()).toMatchObject({ agent_settings: { llm: { api_key: HIDDEN } } });
      expect(await settings.getSettings({ exposeSecrets: 'plaintext' })).toMatchObject({
        agent_settings: { llm: { api_key: 'sk-set' } },
      });

      expect(await settings.upsertSecret({ name: 'TOKEN', value: 't', description: 'A token' })).toBeTruthy();
      expect(await settings.listSecrets()).toMatchObject({ secrets: [{ name: 'TOKEN', description: 'A token' }] });
      expect(await settings.getSecret('TOKEN')).toBe('t');
      expect(await settings.deleteSecret('TOKEN')).toEqual({ deleted: true });
      settings.close();
    },
  },
  {
    title: 'MCP servers are kept among the settings',
    async tell({ sdk, options, record }) {
      const settings = record.watch(new sdk.SettingsClient(options));
      const server = { command: 'echo', args: ['hello'] };
      expect(mcpOf(await settings.createMcpServer('echo', server))).toMatchObject({ echo: { args: ['hello'] } });
      expect(mcpOf(await settings.patchMcpServer('echo', { args: ['bye'] }))).toMatchObject({
        echo: { args: ['bye'] },
      });
      expect(mcpOf(await settings.deleteMcpServer('echo'))).toEqual({});
    },
  },
  {
    title: 'profiles of models are kept, validated, renamed, chosen and deleted',
    async tell({ sdk, options, record, llm }) {
      const profiles = record.watch(new sdk.ProfilesClient(options));
      const request = { llm, include_secrets: true };
      expect(await profiles.validateProfile('main', request)).toMatchObject({ valid: true });
      expect(await profiles.saveProfile('main', request)).toMatchObject({ name: 'main' });
      expect(await profiles.getProfile('main')).toMatchObject({ config: { model: llm['model'], api_key: null } });
      expect(await profiles.activateProfile('main')).toMatchObject({ llm_applied: true });
      expect(await profiles.renameProfile('main', 'renamed')).toMatchObject({ name: 'renamed' });
      expect(await profiles.listProfiles()).toMatchObject({
        active_profile: 'renamed',
        profiles: [{ name: 'renamed' }],
      });

      const settings = record.watch(new sdk.SettingsClient(options));
      expect(await settings.saveProfile('second', request)).toMatchObject({ name: 'second' });
      expect(await settings.renameProfile('second', 'third')).toMatchObject({ name: 'third' });
      expect(await settings.getProfile('third', { exposeSecrets: 'plaintext' })).toMatchObject({ config: llm });
      expect((await settings.listProfiles()).profiles.map(({ name }: any) => name).sort()).toEqual([
        'renamed',
        'third',
      ]);
      expect(await settings.deleteProfile('third')).toMatchObject({ name: 'third' });
      expect(await profiles.deleteProfile('renamed')).toMatchObject({ name: 'renamed' });
      profiles.close();
    },
  },
  {
    title: 'profiles of agents are kept, made into settings, renamed, chosen and deleted',
    async tell(cast) {
      const { sdk, options, record } = cast;
      const models = await withModelProfiles(cast, 'of-agents');
      const profiles = record.watch(new sdk.AgentProfilesClient(options));
      const profile = { agent_kind: 'openhands', llm_profile_ref: 'of-agents', system_message_suffix: 'Be brief.' };
      expect(await profiles.saveAgentProfile('brief', profile)).toMatchObject({ name: 'brief' });
      const { profile: kept } = await profiles.getAgentProfile('brief');
      expect(kept).toMatchObject(profile);
      expect(await profiles.materializeAgentProfile('brief')).toMatchObject({
        valid: true,
        llm_profile_resolved: true,
      });
      expect(await profiles.renameAgentProfile('brief', 'short')).toMatchObject({ name: 'short' });
      expect(await profiles.activateAgentProfile(kept.id)).toMatchObject({ id: kept.id });
      const listed = await profiles.listAgentProfiles();
      expect(listed.active_agent_profile_id).toBe(kept.id);
      expect(listed.profiles).toEqual(
        expect.arrayContaining([expect.objectContaining({ id: kept.id, name: 'short' })]),
      );
      expect(await profiles.deleteAgentProfile('short')).toMatchObject({ name: 'short' });
      profiles.close();
      await models.deleteProfile('of-agents');
    },
  },
  {
    title: 'meta profiles are kept, chosen and deleted',
    async tell(cast) {
      const { sdk, options, record } = cast;
      const models = await withModelProfiles(cast, 'quick', 'good');
      const metas = record.watch(new sdk.MetaProfilesClient(options));
      const classes = [{ description: 'Hard work', model: 'good' }];
      const config = { classifier_model: 'quick', default_model: 'quick', classes };
      expect(await metas.saveMetaProfile('router', config)).toMatchObject({ name: 'router' });
      expect(await metas.getMetaProfile('router')).toMatchObject({ config: { classifier_model: 'quick' } });
      expect(await metas.activateMetaProfile('router')).toMatchObject({ name: 'router' });
      expect(await metas.listMetaProfiles()).toMatchObject({ meta_profiles: [{ name: 'router', num_classes: 1 }] });
      expect(await metas.deleteMetaProfile('router')).toMatchObject({ name: 'router' });
      metas.close();
      await Promise.all(['quick', 'good'].map((name) => models.deleteProfile(name)));
    },
  },
  {
    title: 'workspaces and their parents are remembered',
    async tell({ sdk, options, record, newDirectory }) {
      const [path, parent] = [await newDirectory(), await newDirectory()];
      const workspaces = record.watch(new sdk.WorkspacesClient(options));
      await workspaces.addWorkspaces([{ id: path, name: 'Work', path }]);
      await workspaces.addWorkspaceParents([{ id: parent, name: 'Parent', path: parent }]);
      expect(await workspaces.listWorkspaces()).toMatchObject({
        workspaces: [{ name: 'Work', path }],
        workspaceParents: [{ name: 'Parent', path: parent }],
      });
      await workspaces.deleteWorkspace(path);
      await workspaces.deleteWorkspaceParent(parent);
      expect(await workspaces.listWorkspaces()).toEqual({ workspaces: [], workspaceParents: [] });
      workspaces.close();
    },
  },
  {
    title: 'models and tools are listed',
    async tell({ sdk, options, record }) {
      const models = record.watch(new sdk.LLMMetadataClient(options));
      expect(await models.getProviders()).toContain('anthropic');
      expect((await models.getModels('anthropic')).length).toBeGreaterThan(0);
      expect(Object.keys(await models.getVerifiedModels())).toContain('anthropic');
      models.close();
      const tools = record.watch(new sdk.ToolClient(options));
      expect(await tools.listTools()).toContain('terminal');
      tools.close();
    },
  },
  {
    title: 'a ChatGPT subscription can be signed in to and out of',
    async tell({ sdk, options, record }) {
      const models = record.watch(new sdk.LLMMetadataClient(options));
      expect((await models.getOpenAISubscriptionModels()).length).toBeGreaterThan(0);
      expect(await models.getOpenAISubscriptionStatus()).toMatchObject({ vendor: 'openai', connected: false });
      const { device_code: code } = await models.startOpenAISubscriptionDeviceLogin();
      expect(await models.pollOpenAISubscriptionDeviceLogin(code)).toMatchObject({ connected: true });
      expect(await models.logoutOpenAISubscription()).toMatchObject({ connected: false });
    },
  },
];

function mcpOf(settings: any): unknown {
  return settings.agent_settings.mcp_config;
}

async function withModelProfiles({ sdk, options, llm }: Cast, ...names: readonly string[]): Promise<any> {
  const profiles = new sdk.ProfilesClient(options);
  for (const name of names) await profiles.saveProfile(name, { llm, include_secrets: true });
  return profiles;
}
