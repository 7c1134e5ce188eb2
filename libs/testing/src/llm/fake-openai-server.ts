import type { ServerResponse } from 'node:http';
import { FakeHttpServer } from './fake-http-server.js';
import { isRefusal, type FakeRequest, type FakeTurn } from './fake-turn.js';
import { openAiCompletion, openAiStream } from './openai-frames.js';
import { holdBack, sendJson, sendRefusal, sendStream } from './send-turn.js';

const MODELS = ['fake-model'];

/** Chat completions as the many servers after OpenAI's example speak them, streamed and whole. They have no Responses API. */
export class FakeOpenAiServer extends FakeHttpServer {
  protected readonly prefix = '/v1';

  protected serve(path: string, response: ServerResponse): boolean {
    if (!path.endsWith('/models')) return false;
    sendJson(response, {
      object: 'list',
      data: MODELS.map((id) => ({ id, object: 'model', created: 0, owned_by: 'fake' })),
    });
    return true;
  }

  protected override knows(path: string): boolean {
    return path.endsWith('/chat/completions');
  }

  protected async answer(turn: FakeTurn, request: FakeRequest, response: ServerResponse): Promise<void> {
    if (isRefusal(turn))
      return sendRefusal(response, turn, {
        error: { message: `Refused with ${turn.status}.`, type: 'fake_error', code: null },
      });
    await holdBack(turn);
    if (request.body.stream) return sendStream(response, turn, openAiStream(turn, request));
    sendJson(response, openAiCompletion(turn, request), turn.headers);
  }
}
