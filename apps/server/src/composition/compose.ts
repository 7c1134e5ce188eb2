import { homedir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '@openhands-nest/agent-core';
import { openHooks, pluginHooks, projectHooks, type Extensions } from '@openhands-nest/agent-extensions';
import { createJudges, readRecording, TrajectoryLlm } from '@openhands-nest/agent-llm';
import { gitHosts } from '@openhands-nest/git-hosts';
import {
  Isolation,
  type EquipmentProvider,
  type GitHosts,
  type Logger,
  type Storage,
  type WorkspaceProvider,
} from '@openhands-nest/agent-ports';
import {
  browserEquipment,
  childEquipment,
  clientTools,
  createTools,
  findChromium,
  mcpEquipment,
  modelEquipment,
  openAcpAgent,
  toModelText,
  type StartChild,
} from '@openhands-nest/agent-tools';
import {
  comesFromJail,
  createProvisioner,
  createWorkspaceProvider,
  listChanges,
  ripgrepPath,
  validateRepository,
  type LoopbackConnection,
} from '@openhands-nest/agent-workspace';
import type { RepositoryCheck } from '../app-api/conversations/repository-choice.js';
import type { TrajectoryParser } from '../app-api/conversations/new-conversation.js';
import type { BashCommands } from '../agent-server-api/bash/bash-commands.js';
import type { ConversationBash } from '../agent-server-api/conversation-runtime/conversation-bash.js';
import { launchChild } from '../agent-server-api/conversations/launch/launch-child.js';
import type { SettingsParts } from '../agent-server-api/settings/settings-parts.js';
import { SessionKeys } from '../http/access/session-keys.js';
import { tellingEngine } from '../webhooks/telling-engine.js';
import type { ServerConfig } from '../config/server-config.js';
import { composeBash } from './compose-bash.js';
import { composeConversationBash, endingCommands } from './compose-conversation-bash.js';
import { composeEquipment } from './compose-equipment.js';
import { composeExtensions, userExtensionPaths, userFolders } from './compose-extensions.js';
import { composeSettings, profileLlm, settingsLlm } from './compose-settings.js';
import { conversationMcpServers } from './conversation-mcp-servers.js';
import { mcpProbe } from './compose-mcp-probe.js';
import { gitAccess, gitTokens, organizationsOf, savedHosts, type GitAccess } from './git-tokens.js';
import { composeWebhooks } from './compose-webhooks.js';
import { subAgentEquipment } from './sub-agent-equipment.js';
import { secretsEquipment } from './secrets-equipment.js';
import { customSecrets, gitIdentity } from './user-environment.js';
import { OwnMcpServer } from './own-mcp-server.js';
import type { Preparation } from './preparation.js';
import { processIdentity } from './process-identity.js';
import { savedModels, savedRules } from './saved-models.js';
import { secretLookup } from './secret-lookups.js';
import { signInPlaces } from './sign-in-places.js';
import { randomIds, systemClock } from './system-clock.js';

export interface CompositionOptions {
  readonly config: ServerConfig;
  readonly logger: Logger;
  readonly preparation: Preparation;
}

/** The engine with its adapters, as the rest of the server uses them. */
export interface Composition {
  readonly engine: Engine;
  readonly settings: SettingsParts;
  readonly bash: BashCommands;
  readonly conversationBash: ConversationBash;
  readonly extensions: Extensions;
  readonly workspaces: WorkspaceProvider;
  readonly isolation: Isolation;
  readonly gitHosts: GitHosts;
  /** To be told where the server listens. */
  readonly ownServer: OwnMcpServer;
  /** Whether a connection to this server was made by a program in one of its jails. */
  readonly comesFromJail: (connection: LoopbackConnection) => boolean;
  readonly parseTrajectory: TrajectoryParser;
  readonly checkRepository: RepositoryCheck;
  /** Ends processes that an earlier server left, then takes its runs up. */
  recover(): Promise<void>;
  close(): Promise<void>;
}

/** The only place that says which adapter fills which port. */
export async function compose({ config, logger, preparation }: CompositionOptions): Promise<Composition> {
  const { secretKey, storage: opening } = preparation;
  const [workspaces, storage] = await Promise.all([
    createWorkspaceProvider({
      sandbox: config.SANDBOX,
      network: config.SANDBOX_NETWORK,
      readPaths: [...config.SANDBOX_READ_PATHS, ...(await toolPaths()), ...userExtensionPaths(config)],
      // Skills come with files that the agent reads and runs.
      sharedPaths: [join(config.DATA_DIR, 'extensions')],
      dataDirectory: config.DATA_DIR,
      gitIdentity: async () => gitIdentity((await opening).settings),
      logger,
      ...(preparation.jail && { probe: preparation.jail }),
    }),
    opening,
  ]);
  const probeMcp = mcpProbe(workspaces, join(config.DATA_DIR, 'workspaces'));
  const settings = await composeSettings(storage.settings, config, secretKey, probeMcp);
  const lookUpSecret = secretLookup({
    store: storage.settings,
    keys: new SessionKeys(config.SESSION_API_KEYS, secretKey),
    ownPorts: [config.AGENT_SERVER_PORT, config.PORT],
  });
  const conversationBash = composeConversationBash(storage, workspaces, logger);
  const confined = endingCommands(workspaces, conversationBash);
  const git = gitAccess(settings);
  const extensions = composeExtensions(config, logger, homedir(), organizationsOf(git.saved, git.tokenFor));
  const webhooks = await composeWebhooks(storage, config, logger);
  const ownServer = new OwnMcpServer(config);
  // Agents start conversations as clients do, on the engine that is made below.
  const startChild: StartChild = (parentId, request) => launchChild(engine, config.DATA_DIR, parentId, request);
  const plain = engineOver({
    storage: webhooks.watched(),
    workspaces: confined,
    ...{ settings, config, logger, lookUpSecret, extensions, ownServer, git },
    children: childEquipment(startChild),
  });
  const engine: Engine = tellingEngine(plain, webhooks);
  const bash = composeBash(storage, config, logger);
  return {
    engine,
    settings,
    bash,
    conversationBash,
    gitHosts: gitHosts(),
    ownServer,
    extensions,
    workspaces,
    isolation: workspaces.isolation,
    comesFromJail: workspaces.isolation === Isolation.Bubblewrap ? comesFromJail : () => false,
    parseTrajectory: readRecording,
    checkRepository: ({ name, provider, branch }) =>
      validateRepository(name, { provider, branch, allowLocal: config.ALLOW_LOCAL_REPOSITORIES }),
    async recover() {
      // The engine ends the processes first: only then is it true that an unfinished command of the operator has ended.
      await engine.recover();
      await bash.recover();
      await webhooks.start();
    },
    async close() {
      extensions.public.close();
      await Promise.all([engine.close(), bash.close(), conversationBash.close()]);
      await webhooks.close();
      await storage.close();
    },
  };
}

/** Programs of ours that tools run inside a workspace. */
async function toolPaths(): Promise<string[]> {
  const ripgrep = await ripgrepPath();
  return ripgrep === undefined ? [] : [ripgrep];
}

/** What the engine is made of, beside what it makes itself. */
interface EngineParts {
  readonly storage: Storage;
  readonly workspaces: WorkspaceProvider;
  readonly settings: SettingsParts;
  readonly config: ServerConfig;
  readonly logger: Logger;
  readonly lookUpSecret: ReturnType<typeof secretLookup>;
  readonly extensions: Extensions;
  readonly ownServer: OwnMcpServer;
  readonly git: GitAccess;
  readonly children: EquipmentProvider;
}

function engineOver(parts: EngineParts): Engine {
  const { storage, workspaces, settings, config, logger, lookUpSecret, extensions, ownServer, git, children } = parts;
  const { saved, tokenFor } = git;
  return createEngine({
    storage,
    workspaces,
    provisioner: createProvisioner({
      logger,
      tokenFor,
      hosts: () => savedHosts(saved),
      allowLocal: config.ALLOW_LOCAL_REPOSITORIES,
      openWorkspace: (request) => workspaces.open(request),
    }),
    secretEnvironment: async (record) => ({
      ...(await gitTokens(record, tokenFor, await savedHosts(saved))),
      ...(await customSecrets(record, storage.settings)),
    }),
    lookUpSecret,
    tools: createTools(),
    // What a conversation brings with it: one provider for each sort.
    openHooks,
    openAcpAgent: openAcpAgent(logger),
    equipment: composeEquipment(
      [
        clientTools(),
        secretsEquipment(storage.settings),
        browserEquipment({ executable: findChromium(), logger }),
        mcpEquipment({
          servers: conversationMcpServers({
            settings,
            plugins: extensions.pluginsOfConversations,
            skills: extensions.ofConversations,
            ownServer,
            searchUrl: config.SEARCH_MCP_URL,
            logger,
          }),
          signInPlace: signInPlaces(settings),
          logger,
        }),
        projectHooks(),
        pluginHooks(extensions.pluginsOfConversations, logger),
        extensions.ofConversations,
        modelEquipment(savedRules(settings)),
        children,
        subAgentEquipment({ plugins: extensions.pluginsOfConversations, user: userFolders(config), logger }),
      ],
      logger,
    ),
    recall: extensions.ofConversations,
    llmSettings: () => settingsLlm(settings),
    namedModel: (name) => profileLlm(settings, name),
    savedModels: savedModels(settings),
    hasChanges: async (directory) => (await listChanges(directory)).length > 0,
    createLlm: settings.createLlm,
    judges: createJudges(systemClock),
    createReplay: (steps, startAt, next) => new TrajectoryLlm(steps, startAt, next),
    observationContent: toModelText,
    workspacesDirectory: join(config.DATA_DIR, 'workspaces'),
    clock: systemClock,
    ids: randomIds,
    logger,
    process: processIdentity(),
    ...(config.AUTO_TITLES && { titles: { profile: (name: string) => profileLlm(settings, name) } }),
    resumeRuns: config.RESUME_RUNS,
    limits: {
      maxIterations: config.MAX_ITERATIONS,
      maxBudget: config.MAX_BUDGET_PER_TASK,
      maxRunMs: config.MAX_RUN_SECONDS === undefined ? undefined : config.MAX_RUN_SECONDS * 1000,
    },
  });
}
