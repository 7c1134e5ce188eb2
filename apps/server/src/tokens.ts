/** Names under which Nest hands out what is no class of its own. */
export const ENGINE = Symbol('Engine');
/** Checks a repository's name before anything is created: see {@link RepositoryCheck}. */
export const REPOSITORY_CHECK = Symbol('RepositoryCheck');
/** Reads a recorded trajectory: see {@link TrajectoryParser}. */
export const TRAJECTORY_PARSER = Symbol('TrajectoryParser');
