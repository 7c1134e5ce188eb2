import type { Provider, Type } from '@nestjs/common';
import { AppIngress } from '../canvas-extensions/ingress/app-ingress.js';
import { AppSessionController } from '../canvas-extensions/ingress/app-session.controller.js';
import { AppSessions } from '../canvas-extensions/ingress/app-sessions.js';
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
  AppSessionController,
];

export const EXTENSION_SERVICES: Provider[] = [
  InstalledApps,
  AppBackends,
  AppSessions,
  AppIngress,
  CanvasExtensions,
  SkillListing,
  MarketplaceListing,
  PluginFetch,
  PluginLoading,
];
