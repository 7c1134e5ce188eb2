import type {
  AgentResponseResult,
  AskAgentResponse,
  ConfirmationResponseRequest,
  ConversationInfo as AgentConversationInfo,
  EventCountQuery,
  EventPage,
  EventSearchQuery,
  ForkConversationRequest,
  SendMessageRequest,
} from '@openhands-nest/contracts/agent-server';
import type {
  ConversationInfo,
  ConversationResponse,
  FileText,
  InitSessionRequest,
  POSTUploadFilesModel,
  ProvidersSetModel,
  WorkspaceChange,
  WorkspaceDiff,
} from '@openhands-nest/contracts/app';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, type ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { EventStream } from './events/event-stream.js';
import type { EventsOptions } from './events/follow-options.js';
import type { EventsEndpoint } from './events/follower.js';
import type { WebSocketConstructor } from './events/one-socket.js';
import type { ReceivedEvent } from './events/received-event.js';
import { HttpClient, type Fetch } from './http/http-client.js';
import type { RequestOptions } from './timing.js';
import { TERMINAL_STATUSES, waitForStatus, type StatusCondition, type WaitOptions } from './wait/wait-until.js';

const TIMEOUT_MS = 60_000;
/** Milliseconds in which a WebSocket must open. */
const OPEN_MS = 15_000;
/** State updates fetched at once when only the newest status is wanted. */
const UPDATES_PAGE = 20;

export interface ClientOptions {
  /** Where the OpenHands API answers: `http://127.0.0.1:3000`. In a page it may be relative. */
  readonly baseUrl: string;
  /** Sent as a header with HTTP, and as the first frame of a WebSocket; never part of a URL. */
  readonly apiKey?: string | undefined;
  /** Default: the global one. */
  readonly fetch?: Fetch | undefined;
  /** Default: the global one. Node before version 22 has none: give it that of the package `ws`. */
  readonly WebSocket?: WebSocketConstructor | undefined;
  /** Milliseconds of one HTTP call, with its repetitions. Default 60 000. */
  readonly timeoutMs?: number | undefined;
}

/** A message as it is sent; the role is always `user`. */
export type OutgoingMessage = Pick<SendMessageRequest, 'content'> & Partial<Pick<SendMessageRequest, 'role' | 'run'>>;
/** Which actions wait for a person: none, all, or those that an analyzer finds as risky as the threshold. */
export type ConfirmationPolicy =
  | { readonly kind: 'NeverConfirm' | 'AlwaysConfirm' }
  | {
      readonly kind: 'ConfirmRisky';
      readonly threshold?: 'LOW' | 'MEDIUM' | 'HIGH';
      readonly confirm_unknown?: boolean;
    };
export type ForkOptions = Partial<ForkConversationRequest>;
/** Default: a plain no has a reason of the server's. */
export type ConfirmationAnswer = Pick<ConfirmationResponseRequest, 'accept'> &
  Partial<Pick<ConfirmationResponseRequest, 'reason'>>;
export type EventCountFilter = Partial<EventCountQuery>;
export type EventSearchFilter = Partial<EventSearchQuery>;

/**
 * One server. Ids are UUIDs with or without dashes. Every method rejects with ApiError for a refusal, ConnectionError when the
 * server cannot be reached, TimeoutError, or the reason of the signal. Only reads are repeated.
 */
export class OpenHandsClient {
  readonly #http: HttpClient;
  readonly #baseUrl: string;
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    const { apiKey, fetch = (url, init) => globalThis.fetch(url, init), timeoutMs = TIMEOUT_MS } = options;
    this.#options = options;
    this.#baseUrl = new URL(
      options.baseUrl,
      (globalThis as { location?: { href: string } }).location?.href,
    ).href.replace(/\/+$/, '');
    this.#http = new HttpClient({ baseUrl: this.#baseUrl, apiKey, fetch, timeoutMs });
  }

  /** Creates a conversation; with a first message, or anything else to do, its run begins as well. */
  newConversation(request: InitSessionRequest = {}, options?: RequestOptions): Promise<ConversationResponse> {
    return this.#http.request({ method: 'POST', path: '/api/conversations', body: request }, options);
  }

  /** null: there is no such conversation. */
  getConversation(id: string, options?: RequestOptions): Promise<ConversationInfo | null> {
    return this.#http.request({ method: 'GET', path: pathOf(id) }, options);
  }

  /** Makes a conversation live again. */
  startConversation(
    id: string,
    request: ProvidersSetModel = {},
    options?: RequestOptions,
  ): Promise<ConversationResponse> {
    return this.#http.request({ method: 'POST', path: `${pathOf(id)}/start`, body: request }, options);
  }

  /** Resolves when the message is stored; with `run` the agent begins to work on it. */
  async sendMessage(id: string, message: OutgoingMessage, options?: RequestOptions): Promise<void> {
    const body = { role: 'user', ...message };
    await this.#http.request({ method: 'POST', path: `${pathOf(id)}/events`, body }, options);
  }

  /** Resolves when the run has begun. @throws ConflictError while one is active */
  runConversation(id: string, options?: RequestOptions): Promise<void> {
    return this.#command(id, 'run', options);
  }

  /** Stops after the current step. */
  pauseConversation(id: string, options?: RequestOptions): Promise<void> {
    return this.#command(id, 'pause', options);
  }

  /** Cancels the step in flight. */
  interruptConversation(id: string, options?: RequestOptions): Promise<void> {
    return this.#command(id, 'interrupt', options);
  }

  /** Goes on from the same log in a conversation of its own; without a run. */
  forkConversation(id: string, fork: ForkOptions = {}, options?: RequestOptions): Promise<AgentConversationInfo> {
    return this.#http.request({ method: 'POST', path: `${pathOf(id)}/fork`, body: fork }, options);
  }

  /** Asks the model about the conversation, which does not learn of it. Resolves with the answer. */
  async askAgent(id: string, question: string, options?: RequestOptions): Promise<string> {
    const request = { method: 'POST', path: `${pathOf(id)}/ask_agent`, body: { question } } as const;
    return (await this.#http.request<AskAgentResponse>(request, options)).response;
  }

  /** Has the older half of what the model sees summed up; during a run at its next step. */
  condenseConversation(id: string, options?: RequestOptions): Promise<void> {
    return this.#command(id, 'condense', options);
  }

  /** The last words of the agent; empty before there are any. */
  async getAgentFinalResponse(id: string, options?: RequestOptions): Promise<string> {
    const request = { method: 'GET', path: `${pathOf(id)}/agent_final_response` } as const;
    return (await this.#http.request<AgentResponseResult>(request, options)).response;
  }

  async setConfirmationPolicy(id: string, policy: ConfirmationPolicy, options?: RequestOptions): Promise<void> {
    const path = `${pathOf(id)}/confirmation_policy`;
    await this.#http.request({ method: 'POST', path, body: { policy } }, options);
  }

  /** Carries the waiting actions out and goes on; or rejects them with a reason that the model is told when it runs again. */
  async respondToConfirmation(id: string, answer: ConfirmationAnswer, options?: RequestOptions): Promise<void> {
    const path = `${pathOf(id)}/events/respond_to_confirmation`;
    await this.#http.request({ method: 'POST', path, body: answer }, options);
  }

  /** Names in the workspace, or in a directory of it; those of directories end with a slash. */
  listFiles(id: string, directory?: string, options?: RequestOptions): Promise<string[]> {
    const query = { path: directory };
    return this.#http.request({ method: 'GET', path: `${pathOf(id)}/list-files`, query }, options);
  }

  /** The text of a file of the workspace. @throws NotFoundError, ApiError for what is no text */
  async selectFile(id: string, file: string, options?: RequestOptions): Promise<string> {
    const request = { method: 'GET', path: `${pathOf(id)}/select-file`, query: { file } } as const;
    return (await this.#http.request<FileText>(request, options)).code;
  }

  /** The bytes of a file of the workspace; of a directory those of its index page. @throws NotFoundError */
  downloadFile(id: string, file: string, options?: RequestOptions): Promise<Uint8Array> {
    const path = `${pathOf(id)}/workspace/${file.split('/').map(encodeURIComponent).join('/')}`;
    return this.#http.request({ method: 'GET', path, answer: 'bytes' }, options);
  }

  /** Puts files into the workspace, by their names. */
  uploadFiles(
    id: string,
    files: Readonly<Record<string, Blob | string>>,
    options?: RequestOptions,
  ): Promise<POSTUploadFilesModel> {
    const body = new FormData();
    for (const [name, content] of Object.entries(files)) body.append('files', new Blob([content]), name);
    return this.#http.request({ method: 'POST', path: `${pathOf(id)}/upload-files`, body }, options);
  }

  /** The files of the workspace's repository that differ from where the work began. */
  gitChanges(id: string, options?: RequestOptions): Promise<WorkspaceChange[]> {
    return this.#http.request({ method: 'GET', path: `${pathOf(id)}/git/changes` }, options);
  }

  /** A file before and after the work. @param file as the changes name it */
  gitDiff(id: string, file: string, options?: RequestOptions): Promise<WorkspaceDiff> {
    return this.#http.request({ method: 'GET', path: `${pathOf(id)}/git/diff`, query: { path: file } }, options);
  }

  /** One page of at most 100 events. */
  searchEvents(id: string, query: EventSearchFilter = {}, options?: RequestOptions): Promise<EventPage> {
    return this.#http.request({ method: 'GET', path: `${pathOf(id)}/events/search`, query }, options);
  }

  countEvents(id: string, query: EventCountFilter = {}, options?: RequestOptions): Promise<number> {
    return this.#http.request({ method: 'GET', path: `${pathOf(id)}/events/count`, query }, options);
  }

  /** @throws NotFoundError */
  getEvent(id: string, eventId: string, options?: RequestOptions): Promise<ConversationEvent> {
    return this.#http.request({ method: 'GET', path: `${pathOf(id)}/events/${encodeURIComponent(eventId)}` }, options);
  }

  /** All events that fit, page by page, as they are needed. `limit` is the size of a page. */
  async *allEvents(
    id: string,
    query: EventSearchFilter = {},
    options?: RequestOptions,
  ): AsyncGenerator<ConversationEvent, void, undefined> {
    let next = query.page_id;
    do {
      const page = await this.searchEvents(id, { ...query, page_id: next ?? null }, options);
      yield* page.items;
      next = page.next_page_id;
    } while (next !== null);
  }

  /**
   * The events of a conversation as they happen, each exactly once and in order, over as many connections as it takes. Ends by
   * leaving the loop or by the signal. @throws UnauthorizedError, NotFoundError, other ApiErrors, ConnectionError
   */
  events(id: string, options: EventsOptions = {}): AsyncIterableIterator<ReceivedEvent, undefined> {
    return new EventStream(this.#endpointOf(id), options);
  }

  /**
   * Resolves with the first execution status that is waited for, at once when it is the present one. Default: finished, error or
   * stuck, so a paused run is waited for, too. No time limit unless one is given. @throws NotFoundError when the conversation is removed
   */
  waitUntil(
    id: string,
    until: StatusCondition = TERMINAL_STATUSES,
    options: WaitOptions = {},
  ): Promise<ExecutionStatus> {
    const newestFirst = { kind: EventKind.StateUpdate, sort_order: 'TIMESTAMP_DESC', limit: UPDATES_PAGE } as const;
    return waitForStatus(
      {
        changes: (signal) => this.events(id, { after: 'now', transient: true, signal }),
        newestUpdates: (signal) => this.allEvents(id, newestFirst, { signal }),
      },
      until,
      options,
    );
  }

  async #command(id: string, name: string, options: RequestOptions | undefined): Promise<void> {
    await this.#http.request({ method: 'POST', path: `${pathOf(id)}/${name}` }, options);
  }

  #endpointOf(id: string): EventsEndpoint {
    const WebSocket: WebSocketConstructor | undefined = this.#options.WebSocket ?? globalThis.WebSocket;
    if (!WebSocket) throw new TypeError('This platform has no WebSocket: give the client that of the package "ws".');
    return {
      WebSocket,
      url: `${this.#baseUrl.replace(/^http/, 'ws')}/sockets/events/${encodeURIComponent(id)}`,
      apiKey: this.#options.apiKey,
      openMs: OPEN_MS,
      count: (signal) =>
        this.#http.request({ method: 'GET', path: `${pathOf(id)}/events/count`, attempts: 1 }, { signal }),
    };
  }
}

function pathOf(id: string): string {
  return `/api/conversations/${encodeURIComponent(id)}`;
}
