import { Operation, ref, Success, text } from '@openhands-nest/contracts/schema';
import {
  FetchPluginRequest,
  FetchPluginResponse,
  InstalledPluginResponse,
  InstalledPluginsListResponse,
  InstallPluginRequest,
  LoadPluginRequest,
  PluginsMarketplaceResponse,
  PluginsRequest,
  PluginsResponse,
  UninstallPluginResponse,
  UpdatePluginResponse,
  UpdatePluginStateRequest,
  UpdatePluginStateResponse,
} from './plugins.js';
import { EXTENSION_NAME } from './skills.js';

const TAGS = ['Plugins'];
const PLUGIN = { plugin_name: EXTENSION_NAME };
const NOT_INSTALLED = 'Plugin not installed';

/** POST /api/plugins */
export function ApiGetPlugins(): MethodDecorator {
  return Operation({
    id: 'get_plugins_api_plugins_post',
    summary: 'Get Plugins',
    description: 'The plugins of the user and of a project.',
    tags: TAGS,
    body: PluginsRequest,
    answers: { 200: ref(PluginsResponse) },
  });
}

/** POST /api/plugins/fetch */
export function ApiFetchPlugin(): MethodDecorator {
  return Operation({
    id: 'fetch_plugin_endpoint_api_plugins_fetch_post',
    summary: 'Fetch Plugin Endpoint',
    description: 'Fetch a plugin and describe it, without installing it.',
    tags: TAGS,
    body: FetchPluginRequest,
    answers: { 200: ref(FetchPluginResponse), 502: 'The source cannot be reached', 504: 'The source took too long' },
  });
}

/** POST /api/plugins/install */
export function ApiInstallPlugin(): MethodDecorator {
  return Operation({
    id: 'install_plugin_endpoint_api_plugins_install_post',
    summary: 'Install Plugin Endpoint',
    description: 'Install a plugin from a repository or a folder of the server.',
    tags: TAGS,
    body: InstallPluginRequest,
    answers: {
      200: ref(InstalledPluginResponse),
      400: 'The source cannot be fetched',
      409: 'Plugin already installed',
    },
  });
}

/** GET /api/plugins/installed */
export function ApiListInstalledPlugins(): MethodDecorator {
  return Operation({
    id: 'list_installed_plugins_endpoint_api_plugins_installed_get',
    summary: 'List Installed Plugins Endpoint',
    description: 'The plugins that were installed.',
    tags: TAGS,
    answers: { 200: ref(InstalledPluginsListResponse) },
  });
}

/** GET /api/plugins/installed/{plugin_name} */
export function ApiGetInstalledPlugin(): MethodDecorator {
  return Operation({
    id: 'get_installed_plugin_endpoint_api_plugins_installed__plugin_name__get',
    summary: 'Get Installed Plugin Endpoint',
    description: 'One installed plugin.',
    tags: TAGS,
    path: PLUGIN,
    answers: { 200: ref(InstalledPluginResponse), 404: NOT_INSTALLED },
  });
}

/** PATCH /api/plugins/installed/{plugin_name} */
export function ApiSetPluginEnabled(): MethodDecorator {
  return Operation({
    id: 'set_plugin_enabled_endpoint_api_plugins_installed__plugin_name__patch',
    summary: 'Set Plugin Enabled Endpoint',
    description: 'Let an installed plugin count, or not.',
    tags: TAGS,
    path: PLUGIN,
    body: UpdatePluginStateRequest,
    answers: { 200: ref(UpdatePluginStateResponse), 404: NOT_INSTALLED },
  });
}

/** DELETE /api/plugins/installed/{plugin_name} */
export function ApiUninstallPlugin(): MethodDecorator {
  return Operation({
    id: 'uninstall_plugin_endpoint_api_plugins_installed__plugin_name__delete',
    summary: 'Uninstall Plugin Endpoint',
    description: 'Remove an installed plugin.',
    tags: TAGS,
    path: PLUGIN,
    answers: { 200: ref(UninstallPluginResponse), 404: NOT_INSTALLED },
  });
}

/** POST /api/plugins/installed/{plugin_name}/refresh */
export function ApiRefreshPlugin(): MethodDecorator {
  return Operation({
    id: 'refresh_plugin_endpoint_api_plugins_installed__plugin_name__refresh_post',
    summary: 'Refresh Plugin Endpoint',
    description: 'Fetch an installed plugin again from where it came from. What is installed stays when that fails.',
    tags: TAGS,
    path: PLUGIN,
    answers: { 200: ref(UpdatePluginResponse), 400: 'The source cannot be fetched', 404: NOT_INSTALLED },
  });
}

/** GET /api/plugins/marketplace */
export function ApiPluginsMarketplace(): MethodDecorator {
  return Operation({
    id: 'get_marketplace_catalog_api_plugins_marketplace_get',
    summary: 'Get Marketplace Catalog',
    description: 'The plugins that the public marketplace lists.',
    tags: TAGS,
    answers: { 200: ref(PluginsMarketplaceResponse) },
  });
}

/** POST /api/conversations/{conversation_id}/load_plugin */
export function ApiLoadPlugin(): MethodDecorator {
  return Operation({
    id: 'load_conversation_plugin_api_conversations__conversation_id__load_plugin_post',
    summary: 'Load Conversation Plugin',
    description: 'Add a plugin of one of the marketplaces that the agent has registered.',
    tags: ['Conversations'],
    path: { conversation_id: text({ format: 'uuid' }) },
    body: LoadPluginRequest,
    answers: { 200: ref(Success), 400: 'The plugin cannot be had', 404: 'No such conversation or plugin' },
  });
}
