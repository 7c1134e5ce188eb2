import type { Provider, Type } from '@nestjs/common';
import { PluginFetch } from '../plugins/plugin-fetch.service.js';
import { PluginLoading } from '../plugins/plugin-loading.service.js';
import { LoadPluginController } from '../plugins/load-plugin.controller.js';
import { PluginsController } from '../plugins/plugins.controller.js';
import { SkillListing } from '../skills/skill-listing.service.js';
import { SkillsController } from '../skills/skills.controller.js';
import { MarketplaceListing } from './marketplace-listing.service.js';

/** Controllers of skills and plugins. */
export const EXTENSION_CONTROLLERS: Type[] = [SkillsController, PluginsController, LoadPluginController];

export const EXTENSION_SERVICES: Provider[] = [SkillListing, MarketplaceListing, PluginFetch, PluginLoading];
