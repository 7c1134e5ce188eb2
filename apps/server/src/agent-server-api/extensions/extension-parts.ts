import type { Provider, Type } from '@nestjs/common';
import { CanvasExtensionsController } from '../canvas-extensions/canvas-extensions.controller.js';
import { CanvasExtensions } from '../canvas-extensions/canvas-extensions.service.js';
import { AppBackendsController } from '../canvas-extensions/backend/app-backends.controller.js';
import { AppBackends } from '../canvas-extensions/backend/app-backends.service.js';
import { InstalledApps } from '../canvas-extensions/installed-apps.js';
import { PluginFetch } from '../plugins/plugin-fetch.service.js';
import { PluginLoading } from '../plugins/plugin-loading.service.js';
import { LoadPluginController } from '../plugins/load-plugin.controller.js';
import { PluginsController } from '../plugins/plugins.controller.js';
import { SkillListing } from '../skills/skill-listing.service.js';
import { SkillsController } from '../skills/skills.controller.js';
import { MarketplaceListing } from './marketplace-listing.service.js';

/** Controllers of skills, plugins and extensions of the GUI. */
export const EXTENSION_CONTROLLERS: Type[] = [
  SkillsController,
  PluginsController,
  LoadPluginController,
  CanvasExtensionsController,
  AppBackendsController,
];

export const EXTENSION_SERVICES: Provider[] = [
  InstalledApps,
  AppBackends,
  CanvasExtensions,
  SkillListing,
  MarketplaceListing,
  PluginFetch,
  PluginLoading,
];
