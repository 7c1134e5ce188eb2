/** Names under which Nest hands out what is no class of its own. */
export const EXTENSIONS = Symbol('Extensions');
export const ENGINE = Symbol('Engine');
/** Where programs are confined: see {@link WorkspaceProvider}. */
export const WORKSPACES = Symbol('WorkspaceProvider');
/** Checks a repository's name before anything is created: see {@link RepositoryCheck}. */
export const REPOSITORY_CHECK = Symbol('RepositoryCheck');
/** Reads a recorded trajectory: see {@link TrajectoryParser}. */
export const TRAJECTORY_PARSER = Symbol('TrajectoryParser');
/** Small documents and secrets: see {@link SettingsStore}. */
export const SETTINGS_STORE = Symbol('SettingsStore');
/** Notices for the operator: see {@link Logger}. */
export const LOGGER = Symbol('Logger');
/** Makes a model of its settings: see {@link LlmFactory}. */
export const LLM_FACTORY = Symbol('LlmFactory');
/** Gets a secret from where it is kept: see {@link SecretLookUp}. */
export const SECRET_LOOKUP = Symbol('SecretLookUp');
/** Tries servers of the Model Context Protocol: see {@link McpProbe}. */
export const MCP_PROBE = Symbol('McpProbe');
/** The model that the server's environment names, or undefined. */
export const ENVIRONMENT_LLM = Symbol('EnvironmentLlm');
/** Hosts of git repositories, or undefined: see {@link GitHosts}. */
export const GIT_HOSTS = Symbol('GitHosts');
