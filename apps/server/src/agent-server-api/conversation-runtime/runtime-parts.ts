import { ConversationEditorController, EditorController } from '../editor/editor.controller.js';
import { GatewayController } from '../gateway/gateway.controller.js';
import { GatewayService } from '../gateway/gateway.service.js';
import { MetaProfilesController } from '../meta-profiles/meta-profiles.controller.js';
import { MetaProfilesService } from '../meta-profiles/meta-profiles.service.js';
import { ProviderRepositoriesController } from '../git/provider-repositories.controller.js';
import { ProviderRepositories } from '../git/provider-repositories.service.js';
import { ConversationBashController } from './conversation-bash.controller.js';
import { ConversationFilesController } from './conversation-files.controller.js';
import { ConversationCommitsController, ConversationGitController } from './conversation-git.controller.js';
import { ConversationPlace } from './conversation-place.js';
import { ConversationRuntimeController } from './runtime.controller.js';

/** What the global operations of the machine are, for one conversation and in its directory. */
export const RUNTIME_CONTROLLERS = [
  ConversationBashController,
  ConversationCommitsController,
  ConversationEditorController,
  ConversationFilesController,
  ConversationGitController,
  ConversationRuntimeController,
  EditorController,
  GatewayController,
  MetaProfilesController,
  ProviderRepositoriesController,
];

export const RUNTIME_SERVICES = [ConversationPlace, GatewayService, MetaProfilesService, ProviderRepositories];
