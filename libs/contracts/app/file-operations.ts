import { flag, listOf, Operation, ref, text } from '@openhands-nest/contracts/schema';
import { SECURITY_SCHEME } from './document-outline.js';
import {
  ExperimentConfig,
  FeedbackAnswer,
  FeedbackDataModel,
  FilesUpload,
  FileText,
  ListFilesQuery,
  POSTUploadFilesModel,
  SelectFileQuery,
  WorkspaceChange,
  WorkspaceDiff,
  WorkspaceDiffQuery,
} from './file-models.js';

const CONVERSATION = { conversation_id: text() };
const NOT_FOUND = 'No such conversation, or nothing there';
const security = SECURITY_SCHEME;

/** GET /api/conversations/{conversation_id}/list-files */
export function ApiListFiles(): MethodDecorator {
  return Operation({
    id: 'list_files_api_conversations__conversation_id__list_files_get',
    summary: 'List Files',
    description: 'Directories, which end with a slash, then files. Without those that the workspace ignores.',
    path: CONVERSATION,
    query: ListFilesQuery,
    answers: { 200: listOf(text()), 404: NOT_FOUND },
    security,
  });
}

/** GET /api/conversations/{conversation_id}/select-file */
export function ApiSelectFile(): MethodDecorator {
  return Operation({
    id: 'select_file_api_conversations__conversation_id__select_file_get',
    summary: 'Select File',
    path: CONVERSATION,
    query: SelectFileQuery,
    answers: {
      200: ref(FileText),
      400: 'Not a file of the workspace',
      404: NOT_FOUND,
      413: 'Too large',
      415: 'No text',
    },
    security,
  });
}

/** GET /api/conversations/{conversation_id}/zip-directory */
export function ApiZipDirectory(): MethodDecorator {
  return Operation({
    id: 'zip_current_workspace_api_conversations__conversation_id__zip_directory_get',
    summary: 'Zip Current Workspace',
    path: CONVERSATION,
    answers: { 200: 'The workspace, as application/zip', 400: 'Too much for one archive', 404: NOT_FOUND },
    security,
  });
}

/** POST /api/conversations/{conversation_id}/upload-files */
export function ApiUploadFiles(): MethodDecorator {
  return Operation({
    id: 'upload_files_api_conversations__conversation_id__upload_files_post',
    summary: 'Upload Files',
    description: 'Puts files into the workspace, byte for byte.',
    path: CONVERSATION,
    body: FilesUpload,
    bodyType: 'multipart/form-data',
    answers: { 200: ref(POSTUploadFilesModel), 400: 'The form cannot be read', 404: NOT_FOUND },
    security,
  });
}

/** GET /api/conversations/{conversation_id}/git/changes */
export function ApiWorkspaceChanges(): MethodDecorator {
  return Operation({
    id: 'git_changes_api_conversations__conversation_id__git_changes_get',
    summary: 'Git Changes',
    path: CONVERSATION,
    answers: { 200: listOf(ref(WorkspaceChange)), 404: NOT_FOUND },
    security,
  });
}

/** GET /api/conversations/{conversation_id}/git/diff */
export function ApiWorkspaceDiff(): MethodDecorator {
  return Operation({
    id: 'git_diff_api_conversations__conversation_id__git_diff_get',
    summary: 'Git Diff',
    path: CONVERSATION,
    query: WorkspaceDiffQuery,
    answers: { 200: ref(WorkspaceDiff), 400: 'Nothing that can be shown', 404: NOT_FOUND },
    security,
  });
}

/** POST /api/conversations/{conversation_id}/exp-config */
export function ApiAddExperimentConfig(): MethodDecorator {
  return Operation({
    id: 'add_experiment_config_for_conversation_api_conversations__conversation_id__exp_config_post',
    summary: 'Add Experiment Config For Conversation',
    description: 'Notes with a conversation in which experiment it takes part. False unless writing failed.',
    path: CONVERSATION,
    body: ExperimentConfig,
    answers: { 200: flag(), 404: NOT_FOUND },
    security,
  });
}

/** POST /api/conversations/{conversation_id}/submit-feedback */
export function ApiSubmitFeedback(): MethodDecorator {
  return Operation({
    id: 'submit_feedback_api_conversations__conversation_id__submit_feedback_post',
    summary: 'Submit Feedback',
    description: 'Keeps what somebody thinks of a conversation with the data of the server. Nothing is sent anywhere.',
    path: CONVERSATION,
    body: FeedbackDataModel,
    answers: { 200: ref(FeedbackAnswer), 404: NOT_FOUND, 507: 'There is too much feedback already' },
    security,
  });
}
