import type { ServerResponse } from 'node:http';
import { FakeHttpServer } from './fake-http-server.js';
import { isRefusal, type FakeRequest, type FakeScript, type FakeTurn } from './fake-turn.js';
import { responsesStream } from './responses-frames.js';
import { holdBack, sendJson, sendRefusal, sendStream } from './send-turn.js';

/** The Responses API as a subscription is served by it, or below another path: streams only, nothing is kept. */
export class FakeResponsesServer extends FakeHttpServer {
  /**
   * @param accepts which `Authorization` headers; default: any that carry a token
   * @param prefix path of the API
   */
  constructor(
    script: FakeScript = [],
    private readonly accepts = (authorization: string) => authorization.startsWith('Bearer '),
    protected readonly prefix = '/codex',
  ) {
    super((request) => this.turnFor(request));
    this.script = script;
  }

  private readonly script: FakeScript;
  private played = 0;

  protected serve(): boolean {
    return false;
  }

  protected override knows(path: string): boolean {
    return path === `${this.prefix}/responses`;
  }

  protected async answer(turn: FakeTurn, request: FakeRequest, response: ServerResponse): Promise<void> {
    const { stream, store } = request.body as { stream?: boolean; store?: boolean };
    if (stream !== true || store !== false)
      return sendJson(response, { detail: 'Stream must be set to true, and store to false' }, {}, 400);
    if (isRefusal(turn))
      return sendRefusal(response, turn, { error: { message: `Refused with ${turn.status}.`, type: 'fake_error' } });
    await holdBack(turn);
    await sendStream(response, turn, responsesStream(turn, request));
  }

  /** A request that is refused uses no turn up. */
  private async turnFor(request: FakeRequest): Promise<FakeTurn> {
    if (!this.accepts(request.headers.authorization ?? '')) return { status: 401 };
    if (typeof this.script === 'function') return this.script(request);
    const turn = this.script[this.played];
    this.played += 1;
    return turn ?? { status: 400, body: { error: { message: 'The script has no more turns.' } } };
  }
}
