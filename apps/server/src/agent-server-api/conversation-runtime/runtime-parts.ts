import { ConversationEditorController, EditorController } from '../editor/editor.controller.js';
import { ConversationBashController } from './conversation-bash.controller.js';
import { ConversationFilesController } from './conversation-files.controller.js';
import { ConversationCommitsController, ConversationGitController } from './conversation-git.controller.js';
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
];
