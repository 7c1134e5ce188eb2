import { afterEach, describe, expect, it } from '@jest/globals';
import { FakeOpenAiServer } from './fake-openai-server.js';
import { refusals, type FakeScript } from './fake-turn.js';

describe('FakeOpenAiServer', () => {
  const servers: FakeOpenAiServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  async function aServer(script: FakeScript): Promise<FakeOpenAiServer> {
    const server = await new FakeOpenAiServer(script).start();
    servers.push(server);
    return server;
  }
  const ask = (server: FakeOpenAiServer, body: object): Promise<Response> =>
    fetch(`${server.baseUrl}/chat/completions`, { method: 'POST', body: JSON.stringify({ model: 'm', ...body }) });

  it('answers whole when it is not asked to stream', async () => {
    const server = await aServer([{ text: 'hello', toolCalls: [{ name: 'terminal', arguments: '{}' }] }]);

    const completion = await (await ask(server, {})).json();

    expect(completion).toMatchObject({
      choices: [{ message: { content: 'hello', tool_calls: [{ function: { name: 'terminal' } }] } }],
    });
    expect(server.requests[0]?.body).toEqual({ model: 'm' });
  });

  it('streams pieces that end with a finish reason, usage and the end mark', async () => {
    const server = await aServer([{ text: 'a text of more than one piece' }]);

    const text = await (await ask(server, { stream: true, stream_options: { include_usage: true } })).text();

    const frames = text
      .trim()
      .split('\n\n')
      .map((frame) => frame.slice('data: '.length));
    expect(frames.at(-1)).toBe('[DONE]');
    const chunks = frames.slice(0, -1).map((frame) => JSON.parse(frame));
    expect(
      chunks
        .flatMap(({ choices }) => choices.map((choice: { delta: { content?: string } }) => choice.delta.content ?? ''))
        .join(''),
    ).toBe('a text of more than one piece');
    expect(chunks.at(-2).choices[0].finish_reason).toBe('stop');
    expect(chunks.at(-1).usage.prompt_tokens).toBe(10);
  });

  it('refuses as often as told, and says so when its script is over', async () => {
    const server = await aServer([...refusals(2, { status: 429, headers: { 'retry-after': '7' } }), { text: 'ok' }]);

    const first = await ask(server, {});
    const rest = [await ask(server, {}), await ask(server, {}), await ask(server, {})];

    expect(first.headers.get('retry-after')).toBe('7');
    expect([first, ...rest].map(({ status }) => status)).toEqual([429, 429, 200, 400]);
    expect(await rest[2]?.text()).toContain('no turn for request 4');
  });

  it('lets a function decide, and lists its models', async () => {
    const server = await aServer((request) => ({ text: `you sent ${request.body.messages.length}` }));

    const reply = await (await ask(server, { messages: [1, 2, 3] })).json();
    const models = await (await fetch(`${server.baseUrl}/models`)).json();

    expect(reply).toMatchObject({ choices: [{ message: { content: 'you sent 3' } }] });
    expect(models).toMatchObject({ data: [{ id: 'fake-model' }] });
  });

  it('breaks the connection in the middle', async () => {
    const server = await aServer([{ text: 'a text of more than one piece', fault: 'cut' }]);

    const response = await ask(server, { stream: true });

    await expect(response.text()).rejects.toThrow();
  });
});
