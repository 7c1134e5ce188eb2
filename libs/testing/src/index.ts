export { ScriptedLlm } from './llm/scripted-llm.js';
export {
  answering,
  callsTo,
  callTo,
  failWith,
  retrying,
  say,
  waitFor,
  type ScriptedCall,
  type ScriptedReply,
  type ScriptedTurn,
} from './llm/scripted-turn.js';
export {
  aConversationRecord,
  aConversationSpec,
  aMessageEvent,
  anActionEvent,
  anAgentErrorEvent,
  anObservationEvent,
  aPauseEvent,
  aStateUpdate,
  aText,
  aTimestamp,
} from './factories.js';
export { FakeOpenAiServer } from './llm/fake-openai-server.js';
export { FakeAnthropicServer } from './llm/fake-anthropic-server.js';
export { FakeIssuer } from './llm/fake-issuer.js';
export { FakeResponsesServer } from './llm/fake-responses-server.js';
export { FakeGoogleServer } from './llm/fake-google-server.js';
export {
  refusals,
  type FakeRefusal,
  type FakeReply,
  type FakeRequest,
  type FakeScript,
  type FakeToolCall,
  type FakeTurn,
  type FakeUsage,
  type StreamFault,
} from './llm/fake-turn.js';
export { createBareRepository, type BareRepositoryContent, type FileTree } from './git/bare-repository.js';
export { GitHttpServer, type GitHostRequest, type HeldPacks } from './git/git-http-server.js';
export { InMemoryStorage } from './storage/in-memory-storage.js';
export { obedientModel, ordersOf, type Order } from './llm/obedient-model.js';
export { ManualClock } from './llm/manual-clock.js';
export { exitOf, ShellReader } from './workspace/shell-reader.js';
export { FakeJudgeServer, type AskedJudge, type Judgement } from './judges/fake-judge-server.js';
export { WebhookReceiver, type ReceivedPost } from './http/webhook-receiver.js';
export { aLongTime, ownZombies, processesWith } from './workspace/processes-by-word.js';
export { anLlmRequest, assistantSays, terminalAnswers, userSays } from './llm/llm-messages.js';
export { ProvisioningScene } from './git/provisioning-scene.js';
export { GithubApiServer } from './git-apis/github-api-server.js';
export { GitlabApiServer } from './git-apis/gitlab-api-server.js';
export { BitbucketApiServer } from './git-apis/bitbucket-api-server.js';
export type { ApiFault, GitApiServer } from './git-apis/git-api-server.js';
export {
  COMMITTED_AT,
  type AccountChangeRequest,
  type AccountIssue,
  type AccountRepository,
  type HostAccount,
  type OpenedChangeRequest,
} from './git-apis/host-account.js';
export { findPythons } from './python/find-python.js';
export { PYTHON_ENVIRONMENT, PythonServer, type PythonServerOptions } from './python/python-server.js';
export { fakeAcpAgent } from './acp/fake-acp-agent.js';
export type { AcpScript, AcpStep } from './acp/acp-script.js';
