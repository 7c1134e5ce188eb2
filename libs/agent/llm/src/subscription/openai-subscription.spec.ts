import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LlmMessage, LlmReply, LlmSettings } from '@openhands-nest/agent-ports';
import {
  anLlmRequest,
  assistantSays,
  FakeIssuer,
  FakeResponsesServer,
  ManualClock,
  terminalAnswers,
  userSays,
  type FakeTurn,
} from '@openhands-nest/testing';
import { createLlm } from '../create-llm.js';
import { OpenAiSubscription } from './openai-subscription.js';

let issuer: FakeIssuer;
let api: FakeResponsesServer;
let turns: FakeTurn[];
let stored: string | undefined;
let subscription: OpenAiSubscription;

beforeEach(async () => {
  issuer = await FakeIssuer.start();
  turns = [];
  stored = undefined;
  api = await new FakeResponsesServer(
    () => turns.shift() ?? { status: 500 },
    (authorization) => issuer.accepts(authorization),
  ).start();
  subscription = open();
});
afterEach(() => Promise.all([issuer.close(), api.close()]));

function open(): OpenAiSubscription {
  const store = {
    read: async () => stored,
    write: async (json: string) => void (stored = json),
    delete: async () => void (stored = undefined),
  };
  return new OpenAiSubscription({ store, issuerUrl: `${issuer.url}/`, apiUrl: `${api.baseUrl}/` });
}

async function signIn(): Promise<void> {
  const { word } = await subscription.startLogin();
  expect(await subscription.pollLogin(word)).toMatchObject({ connected: true });
}

function ask(
  messages: readonly LlmMessage[] = [userSays('Hello.')],
  more: Partial<LlmSettings> = {},
): Promise<LlmReply> {
  const settings: LlmSettings = { model: 'openai/gpt-5.5', subscription: 'openai', attempts: 1, ...more };
  return createLlm(settings, { clock: new ManualClock(), subscription }).complete(anLlmRequest({ messages }));
}

describe('the sign-in to a ChatGPT subscription', () => {
  it('waits for the person, whose subscription it then is', async () => {
    await issuer.close();
    issuer = await FakeIssuer.start({ agreed: false });
    subscription = open();
    const login = await subscription.startLogin();
    expect(login).toMatchObject({ verificationUrl: `${issuer.url}/codex/device`, intervalSeconds: 1 });
    expect(await subscription.pollLogin(login.word)).toEqual({ connected: false });
    expect(await subscription.status()).toEqual({ connected: false });
    issuer.agree();
    expect(await subscription.pollLogin(login.word)).toMatchObject({ connected: true, email: 'person@example.com' });
    expect(await subscription.pollLogin(login.word)).toBeUndefined();
    expect(await open().status()).toMatchObject({ connected: true, expiresAt: expect.any(Number) });
  });

  it('is gone after the sign-out, and a sign-in that was under way with it', async () => {
    await signIn();
    const { word } = await subscription.startLogin();
    const polled = subscription.pollLogin(word);
    await subscription.logout();
    expect(await polled).toEqual({ connected: false });
    expect(await subscription.status()).toEqual({ connected: false });
    expect(stored).toBeUndefined();
  });

  it('is renewed when its time is over, once for all who ask', async () => {
    issuer.giveTokensFor(30);
    await signIn();
    issuer.giveTokensFor(3600);
    const tokens = await Promise.all([subscription.token(), subscription.token(), subscription.token()]);
    expect(new Set(tokens).size).toBe(1);
    expect(issuer.renewals).toBe(1);
  });

  it('that cannot be renewed counts as none, and is told to the one who needs it', async () => {
    issuer.giveTokensFor(30);
    await signIn();
    issuer.revoke();
    expect(await subscription.status()).toEqual({ connected: false });
    await expect(ask()).rejects.toMatchObject({ kind: 'authentication', message: expect.stringContaining('again') });
  });
});

describe('a model of a ChatGPT subscription', () => {
  it('is asked with the token and the account, without what its API does not take', async () => {
    await signIn();
    turns.push({ text: 'Hello to you.', usage: { promptTokens: 50, cacheReadTokens: 20 } });
    const messages: LlmMessage[] = [{ role: 'system', text: 'Be brief.' }, userSays('Hello.')];
    const reply = await ask(messages, {
      temperature: 0.5,
      maxOutputTokens: 10,
      apiKey: 'sk-other',
      baseUrl: 'http://x',
    });

    expect(reply).toMatchObject({ text: 'Hello to you.', finishReason: 'stop', cost: 0 });
    expect(reply.usage).toMatchObject({ promptTokens: 50, cacheReadTokens: 20 });
    const { headers, body } = api.requests[0] ?? {};
    expect(headers).toMatchObject({ 'chatgpt-account-id': 'account-1', originator: 'codex_cli_rs' });
    expect(body).toMatchObject({ model: 'gpt-5.5', store: false, stream: true, instructions: expect.any(String) });
    expect(body).not.toHaveProperty('temperature');
    expect(body).not.toHaveProperty('max_output_tokens');
    expect(body.input).toMatchObject([
      { role: 'user', content: [{ type: 'input_text', text: 'Be brief.' }] },
      { role: 'user', content: [{ type: 'input_text', text: 'Hello.' }] },
    ]);
  });

  it('calls tools, and gets its reasoning back as it gave it', async () => {
    await signIn();
    const call = { id: 'call_a', name: 'terminal', arguments: '{"command":"ls"}' };
    turns.push(
      { reasoning: 'I look first.', encryptedReasoning: 'hidden thoughts', toolCalls: [call] },
      { text: 'Done.' },
    );
    const reply = await ask();
    expect(reply).toMatchObject({
      reasoning: 'I look first.',
      reasoningItem: { id: 'rs_1', summary: ['I look first.'], encrypted_content: 'hidden thoughts' },
      toolCalls: [call],
      finishReason: 'tool_calls',
    });

    const { toolCalls, reasoningItem } = reply;
    const before = assistantSays({ toolCalls, ...(reasoningItem && { reasoningItem }) });
    await ask([userSays('Hello.'), before, terminalAnswers('call_a', 'a.txt')]);
    const { body } = api.requests[1] ?? {};
    expect(body.include).toContain('reasoning.encrypted_content');
    expect(body.input.slice(1)).toMatchObject([
      {
        type: 'reasoning',
        id: 'rs_1',
        encrypted_content: 'hidden thoughts',
        summary: [{ type: 'summary_text', text: 'I look first.' }],
      },
      { type: 'function_call', call_id: 'call_a', name: 'terminal', arguments: '{"command":"ls"}' },
      { type: 'function_call_output', call_id: 'call_a', output: 'a.txt' },
    ]);
  });

  it('goes on with a renewed token when one is refused', async () => {
    await signIn();
    issuer.expireTokens();
    turns.push({ text: 'Still here.' });
    expect(await ask()).toMatchObject({ text: 'Still here.' });
    expect(issuer.renewals).toBe(1);
  });

  it('shows no token in an error', async () => {
    await signIn();
    const [token] = issuer.given;
    turns.push({ status: 400, body: { error: { message: `What is ${token}?` } } });
    const error = await ask().catch(String);
    expect(error).toContain('What is');
    expect(error).not.toContain(token);
  });

  it('needs a sign-in, and a name that subscriptions know', async () => {
    await expect(ask()).rejects.toMatchObject({ kind: 'authentication', message: expect.stringContaining('Sign in') });
    expect(() => ask([], { model: 'anthropic/claude-x' })).toThrow('does not open the model');
  });

  it.each(['cut', 'no_finish'] as const)('that breaks off by %s has failed', async (fault) => {
    await signIn();
    turns.push({ text: 'A longer text that breaks off.', fault });
    await expect(ask()).rejects.toMatchObject({ kind: 'unavailable' });
  });
});
