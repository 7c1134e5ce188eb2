import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import type { RequestParameters } from '../parameters/parameters.js';
import type { ModelRoute } from '../provider/model-route.js';
import type { ModelStream, StreamingModel } from '../provider/streaming-model.js';
import { ChatBody } from './chat-body.js';
import { partsOf } from './chat-stream.js';
import { RefusedRequestError } from './provider-failures.js';

/**
 * A model behind chat completions, as nearly all servers speak them. The SDK for this protocol validates each piece and passes
 * it through two web streams; a reply has hundreds of pieces, and all runs share one thread.
 */
export class CompatibleModel implements StreamingModel {
  private readonly url: string;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly body: ChatBody;

  constructor(
    { modelId, baseUrl, contentForm }: Pick<ModelRoute, 'modelId' | 'baseUrl' | 'contentForm'>,
    { headers, body }: RequestParameters = NOTHING_ELSE,
    apiKey?: string,
  ) {
    this.url = `${baseUrl}/chat/completions`;
    this.headers = withOwn(
      {
        'content-type': 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      headers,
    );
    this.body = new ChatBody(modelId, body, contentForm);
  }

  /** @throws RefusedRequestError, or what fetch threw */
  async doStream(options: LanguageModelV4CallOptions): Promise<ModelStream> {
    const signal = options.abortSignal;
    const response = await fetch(this.url, {
      method: 'POST',
      headers: this.headers,
      body: this.body.of(options),
      signal,
    });
    const headers = Object.fromEntries(response.headers);
    if (!response.ok)
      throw new RefusedRequestError(response.status, headers, await response.text(), response.statusText);
    return { stream: partsOf(response.body ?? nothing(), signal), response: { headers } };
  }
}

const NOTHING_ELSE: RequestParameters = { body: {}, headers: {} };

/** Names of headers are the same however they are written. */
function withOwn(
  ours: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const lowered = Object.entries(own).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...ours, ...(Object.fromEntries(lowered) as Record<string, string>) };
}

async function* nothing(): AsyncGenerator<Uint8Array, void> {}
