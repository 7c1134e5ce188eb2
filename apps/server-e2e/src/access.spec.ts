import { afterEach, describe, expect, it } from '@jest/globals';
import { EventKind, UnauthorizedError } from '@openhands-nest/client';
import { Stage } from './harness/stage.js';

let stage: Stage;
afterEach(() => stage.strike());

describe('a session key', () => {
  it('opens everything, and each conversation has one that opens it alone', async () => {
    stage = await Stage.set();
    const server = await stage.startServer({ SESSION_API_KEY: 'the key' });
    await expect(stage.clientOf(server).newConversation()).rejects.toThrow(UnauthorizedError);
    await expect(stage.clientOf(server, 'another').newConversation()).rejects.toThrow(UnauthorizedError);

    const owner = stage.clientOf(server, 'the key');
    const [mine, other] = [await owner.newConversation(), await owner.newConversation()];
    const info = await owner.getConversation(mine.conversation_id);
    const guest = stage.clientOf(server, info?.session_api_key ?? '');
    await guest.sendMessage(mine.conversation_id, { content: [{ type: 'text', text: 'hi' }] });
    for await (const { event } of guest.events(mine.conversation_id)) if (event.kind === EventKind.Message) break;
    await expect(guest.getConversation(other.conversation_id)).rejects.toThrow(UnauthorizedError);
    await expect(guest.events(other.conversation_id).next()).rejects.toThrow(UnauthorizedError);
    await expect(guest.newConversation()).rejects.toThrow(UnauthorizedError);
  });

  it('of a conversation stays the same over a restart', async () => {
    stage = await Stage.set();
    const environment = { SESSION_API_KEY: 'the key' };
    const first = await stage.startServer(environment);
    const { conversation_id: id } = await stage.clientOf(first, 'the key').newConversation();
    const before = await stage.clientOf(first, 'the key').getConversation(id);
    await first.stop();
    const after = await stage.clientOf(await stage.startServer(environment), 'the key').getConversation(id);
    expect(after?.session_api_key).toBe(before?.session_api_key);
    expect(after?.session_api_key).toEqual(expect.any(String));
  });
});
