import type { ServerResponse } from 'node:http';
import { anthropicStream } from './anthropic-frames.js';
import { FakeHttpServer } from './fake-http-server.js';
import { isRefusal, type FakeRequest, type FakeTurn } from './fake-turn.js';
import { holdBack, sendRefusal, sendStream } from './send-turn.js';

/** Anthropic's messages API, streamed only. */
export class FakeAnthropicServer extends FakeHttpServer {
  protected readonly prefix = '/v1';

  protected serve(): boolean {
    return false;
  }

  protected async answer(turn: FakeTurn, request: FakeRequest, response: ServerResponse): Promise<void> {
    if (request.path !== '/v1/messages') return void response.writeHead(404).end();
    if (isRefusal(turn))
      return sendRefusal(response, turn, {
        type: 'error',
        error: { type: 'fake_error', message: `Refused with ${turn.status}.` },
      });
    await holdBack(turn);
    await sendStream(response, turn, anthropicStream(turn, request));
  }
}
