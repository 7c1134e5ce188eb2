import { afterEach, describe, expect, it } from '@jest/globals';
import {
  CONVERSATION,
  ConversationServer,
  type Answer,
  type ServerOptions,
} from './__fixtures__/conversation-server.js';
import { OpenHandsClient } from './client.js';
import {
  ApiError,
  ConflictError,
  ConnectionError,
  NotFoundError,
  TimeoutError,
  UnauthorizedError,
  ValidationApiError,
} from './errors.js';

describe('OpenHandsClient', () => {
  const servers: ConversationServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function aServer(options?: ServerOptions): Promise<ConversationServer> {
    const server = await ConversationServer.start(options);
    servers.push(server);
    return server;
  }

  /** A server that gives these answers in turn, and the last one for ever. */
  async function answering(...answers: Answer[]): Promise<ConversationServer> {
    return aServer({ answer: () => (answers.length > 1 ? answers.shift() : answers[0]) });
  }

  const clientOf = (server: ConversationServer): OpenHandsClient => new OpenHandsClient({ baseUrl: server.url });
  const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('has one method for each operation', async () => {
    const server = await aServer();
    const client = new OpenHandsClient({ baseUrl: `${server.url}/`, apiKey: 'key' });
    const id = CONVERSATION;
    await client.newConversation({ initial_user_msg: 'hi' }).catch(() => undefined);
    await client.getConversation(id);
    await client.startConversation(id);
    await client.sendMessage(id, { content: [{ type: 'text', text: 'hi' }], run: true });
    await client.runConversation(id);
    await client.pauseConversation(id);
    await client.interruptConversation(id);
    await client.searchEvents(id, { kind: 'PauseEvent', limit: 5, page_id: null });
    await client.countEvents(id, { body: 'a & b' });
    await client.getEvent(id, 'a/b');
    await client.forkConversation(id, { title: 'Other' });
    await client.askAgent(id, 'Why?');
    await client.condenseConversation(id);
    await client.getAgentFinalResponse(id);
    await client.setConfirmationPolicy(id, { kind: 'AlwaysConfirm' });
    await client.respondToConfirmation(id, { accept: false, reason: 'Not now.' });
    await client.listFiles(id, 'src');
    await client.selectFile(id, 'a b.txt');
    await client.gitChanges(id);
    await client.gitDiff(id, 'a.txt');

    const own = `/api/conversations/${id}`;
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /api/conversations',
      `GET ${own}`,
      `POST ${own}/start`,
      `POST ${own}/events`,
      `POST ${own}/run`,
      `POST ${own}/pause`,
      `POST ${own}/interrupt`,
      `GET ${own}/events/search?kind=PauseEvent&limit=5`,
      `GET ${own}/events/count?body=a+%26+b`,
      `GET ${own}/events/a%2Fb`,
      `POST ${own}/fork`,
      `POST ${own}/ask_agent`,
      `POST ${own}/condense`,
      `GET ${own}/agent_final_response`,
      `POST ${own}/confirmation_policy`,
      `POST ${own}/events/respond_to_confirmation`,
      `GET ${own}/list-files?path=src`,
      `GET ${own}/select-file?file=a+b.txt`,
      `GET ${own}/git/changes`,
      `GET ${own}/git/diff?path=a.txt`,
    ]);
    expect(new Set(server.requests.map(({ key }) => key))).toEqual(new Set(['key']));
    expect(server.requests[0]?.body).toEqual({ initial_user_msg: 'hi' });
    expect(server.requests[3]?.body).toEqual({ role: 'user', content: [{ type: 'text', text: 'hi' }], run: true });
    expect(server.requests[4]?.body).toBeUndefined();
  });

  it('answers null for a conversation that does not exist', async () => {
    const server = await answering({ status: 200, body: null });
    expect(await clientOf(server).getConversation(CONVERSATION)).toBeNull();
  });

  it('fetches all events page by page', async () => {
    const server = await aServer();
    server.append(25);
    const ids: string[] = [];
    for await (const { id } of clientOf(server).allEvents(CONVERSATION, { limit: 10 })) ids.push(id);
    expect(ids).toEqual(server.log.map(({ id }) => id));
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    [401, UnauthorizedError],
    [404, NotFoundError],
    [409, ConflictError],
    [418, ApiError],
  ])('throws a class of its own for status %i', async (status, type) => {
    const server = await answering({ status, body: { detail: 'Because of this.' } });
    const failure = await failureOf(clientOf(server).runConversation(CONVERSATION));
    expect(failure).toBeInstanceOf(type);
    expect(failure).toMatchObject({ status, detail: 'Because of this.', body: { detail: 'Because of this.' } });
  });

  it('tells what is wrong with a request', async () => {
    const issue = { type: 'missing', loc: ['body', 'content'], msg: 'Field required', input: {} };
    const server = await answering({ status: 422, body: { detail: [issue] } });
    const failure = await failureOf(clientOf(server).sendMessage(CONVERSATION, { content: [] }));
    expect(failure).toBeInstanceOf(ValidationApiError);
    expect(failure).toMatchObject({ issues: [issue], detail: 'body.content: Field required' });
  });

  it('finds the sentence for people in a refused creation, and lives without one', async () => {
    const refused = await answering({ status: 400, body: { status: 'error', message: 'Set LLM_MODEL.', msg_id: 'X' } });
    expect(await failureOf(clientOf(refused).newConversation())).toMatchObject({ detail: 'Set LLM_MODEL.' });
    const missing = await answering({ status: 404, body: { error: 'There is no such file.' } });
    expect(await failureOf(clientOf(missing).selectFile(CONVERSATION, 'a'))).toMatchObject({
      detail: 'There is no such file.',
    });
    const wordless = await answering({ status: 500, body: '' });
    expect(await failureOf(clientOf(wordless).newConversation())).toMatchObject({ status: 500, body: null });
  });

  it('does not take the page of another server for an answer', async () => {
    const server = await answering({ status: 200, body: '<html>' });
    expect(await failureOf(clientOf(server).countEvents(CONVERSATION))).toMatchObject({
      detail: expect.stringContaining('base URL'),
    });
  });

  it('repeats reads that fail for the moment', async () => {
    const server = await answering(
      { status: 503, body: {}, headers: { 'retry-after': '0' } },
      { status: 200, body: null, hangUp: true },
      { status: 200, body: 7 },
    );
    expect(await clientOf(server).countEvents(CONVERSATION)).toBe(7);
    expect(server.requests).toHaveLength(3);
  });

  it('gives reads up after three attempts', async () => {
    const server = await answering({ status: 503, body: { detail: 'Later.' }, headers: { 'retry-after': '0' } });
    expect(await failureOf(clientOf(server).countEvents(CONVERSATION))).toMatchObject({ status: 503 });
    expect(server.requests).toHaveLength(3);
  });

  it('never repeats a command', async () => {
    const broken = await answering({ status: 200, body: null, hangUp: true });
    expect(await failureOf(clientOf(broken).runConversation(CONVERSATION))).toBeInstanceOf(ConnectionError);
    const busy = await answering({ status: 503, body: {} });
    expect(await failureOf(clientOf(busy).runConversation(CONVERSATION))).toMatchObject({ status: 503 });
    expect([broken.requests.length, busy.requests.length]).toEqual([1, 1]);
  });

  it('stops when its time is over', async () => {
    const server = await answering({ status: 200, body: null, silence: true });
    const failure = await failureOf(clientOf(server).getConversation(CONVERSATION, { timeoutMs: 20 }));
    expect(failure).toBeInstanceOf(TimeoutError);
  });

  it('rejects with the reason of the signal, at once', async () => {
    const server = await answering({ status: 200, body: null, silence: true });
    const reason = { because: 'enough' };
    const stop = new AbortController();
    const call = failureOf(clientOf(server).getConversation(CONVERSATION, { signal: stop.signal }));
    stop.abort(reason);
    expect(await call).toBe(reason);
    expect(await failureOf(clientOf(server).newConversation({}, { signal: stop.signal }))).toBe(reason);
  });

  it('does not depend on a fetch that heeds signals', async () => {
    const deaf = new OpenHandsClient({ baseUrl: 'http://127.0.0.1', fetch: () => new Promise(() => undefined) });
    expect(await failureOf(deaf.getConversation(CONVERSATION, { timeoutMs: 5 }))).toBeInstanceOf(TimeoutError);
  });
});
