import { Operation, ref, Success, text } from '@openhands-nest/contracts/schema';
import {
  ArchiveQuery,
  DirectoryQuery,
  FileQuery,
  FileUpload,
  FileUploadResult,
  HomeQuery,
  HomeResponse,
  SubdirectoryPage,
  SubdirectoryQuery,
} from './file-models.js';
import { inScope, type OperationScope } from './operation-scope.js';

const TAGS = ['Files'];
const BAD_PATH = 'The path is not absolute, or names something of another kind';
const FORBIDDEN = 'The server has no rights to it';

/** POST /api/file/upload */
export function ApiUploadFile(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'upload_file_query_api_file_upload_post',
    summary: 'Upload File Query',
    description: 'Write a file of any size. Missing directories are made; a file that exists is replaced as a whole.',
    tags: TAGS,
    query: FileQuery,
    body: FileUpload,
    bodyType: 'multipart/form-data',
    answers: { 200: ref(FileUploadResult), 400: BAD_PATH, 403: FORBIDDEN, 507: 'The disk is full' },
  };
  return Operation(inScope(operation, scope));
}

/** GET /api/file/download */
export function ApiDownloadFile(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'download_file_query_api_file_download_get',
    summary: 'Download File Query',
    description: 'The bytes of a file, or one range of them.',
    tags: TAGS,
    query: FileQuery,
    answers: {
      200: 'The file',
      206: 'A range of it',
      400: BAD_PATH,
      403: FORBIDDEN,
      404: 'File not found',
      416: 'No such range',
    },
  };
  return Operation(inScope(operation, scope));
}

/** GET /api/file/home */
export function ApiHomeDirectory(): MethodDecorator {
  return Operation({
    id: 'get_home_directory_api_file_home_get',
    summary: 'Get Home Directory',
    description: "The home directory of the server's user, and where a search for a directory can begin.",
    tags: TAGS,
    query: HomeQuery,
    answers: { 200: ref(HomeResponse) },
  });
}

/** GET /api/file/search_subdirs */
export function ApiSearchSubdirs(): MethodDecorator {
  return Operation({
    id: 'search_subdirs_api_file_search_subdirs_get',
    summary: 'Search Subdirs',
    description: 'One page of the directories directly below a directory, by name. Links are left out.',
    tags: TAGS,
    query: SubdirectoryQuery,
    answers: { 200: ref(SubdirectoryPage), 400: BAD_PATH, 403: FORBIDDEN, 404: 'Directory not found' },
  });
}

/** POST /api/file/create_directory */
export function ApiCreateDirectory(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'create_directory_api_file_create_directory_post',
    summary: 'Create Directory',
    description: 'Make a directory with its parents. One that exists stays as it is.',
    tags: TAGS,
    query: DirectoryQuery,
    answers: { 200: ref(Success), 400: BAD_PATH, 403: FORBIDDEN },
  };
  return Operation(inScope(operation, scope));
}

/** GET /api/file/archive */
export function ApiArchiveDirectory(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'archive_directory_api_file_archive_get',
    summary: 'Archive Directory',
    description:
      'A patch of the work in a repository, or a compressed archive of the files. A directory that is no repository and holds ' +
      'exactly one, at most three levels down, stands for that one.',
    tags: TAGS,
    query: ArchiveQuery,
    answers: { 200: 'The archive', 400: BAD_PATH, 404: 'Directory not found' },
  };
  return Operation(inScope(operation, scope));
}

/** GET /api/file/download-trajectory/{conversation_id} */
export function ApiDownloadTrajectory(scope: OperationScope = 'server'): MethodDecorator {
  const operation = {
    id: 'download_trajectory_api_file_download_trajectory__conversation_id__get',
    summary: 'Download Trajectory',
    description: 'The events of a conversation and what it was made from, as a ZIP archive without secrets.',
    tags: TAGS,
    path: { conversation_id: text({ format: 'uuid' }) },
    answers: { 200: 'The archive', 404: 'Conversation not found' },
  };
  return Operation(inScope(operation, scope));
}
