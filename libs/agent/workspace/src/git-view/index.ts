export { type ChangeKind, type FileChange } from './change.js';
export { commitChanges, listCommits, type Commit, type CommitPage } from './commits.js';
export { fileDiff, MAX_DIFF_BYTES, type DiffQuestion, type FileDiff } from './file-diff.js';
export { isInside } from './enclosed.js';
export { GitViewError } from './git-view-error.js';
export { listChanges } from './list-changes.js';
export {
  repositoryFacts,
  writeWorkPatch,
  type PatchOptions,
  type RepositoryFacts,
  type WorkPatch,
} from './work-patch.js';
export { findRepository, repositoryAt, type RepositoryPlace } from './find-repository.js';
