import type { ServerResponse } from 'node:http';
import { FakeHttpServer } from './fake-http-server.js';
import { isRefusal, type FakeRequest, type FakeTurn } from './fake-turn.js';
import { googleStream } from './google-frames.js';
import { holdBack, sendRefusal, sendStream } from './send-turn.js';

/** Google's generative language API, streamed only. */
export class FakeGoogleServer extends FakeHttpServer {
  protected readonly prefix = '/v1beta';

  protected serve(): boolean {
    return false;
  }

  protected async answer(turn: FakeTurn, request: FakeRequest, response: ServerResponse): Promise<void> {
    if (!request.path.includes(':streamGenerateContent')) return void response.writeHead(404).end();
    if (isRefusal(turn))
      return sendRefusal(response, turn, {
        error: { code: turn.status, message: `Refused with ${turn.status}.`, status: 'FAKE' },
      });
    await holdBack(turn);
    await sendStream(response, turn, googleStream(turn, request));
  }
}
