import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { IngressError } from './ingress-error.js';
import { passedHeaders } from './passed-headers.js';

export interface Upstream {
  readonly port: number;
  /** Path and query. */
  readonly path: string;
}

/** Hands a request on to a program, and its answer back, in pieces as they come. @throws IngressError 502 */
export function passRequest(request: IncomingMessage, response: ServerResponse, upstream: Upstream): Promise<void> {
  return new Promise((resolve, reject) => {
    const { method = 'GET' } = request;
    const headers = { ...passedHeaders(request.headers), ...framing(request) };
    const onward = ask({ host: '127.0.0.1', ...upstream, method, headers, agent: false });
    const giveUp = (): void => void onward.destroy();
    response.once('close', giveUp);
    response.once('close', resolve);
    onward.on('error', () => {
      if (!response.headersSent) reject(new IngressError(502, 'The program of the extension does not answer.'));
      else response.destroy();
    });
    onward.on('response', (answer) => {
      const { statusCode = 502 } = answer;
      if (statusCode >= 300 && statusCode < 400 && answer.headers.location !== undefined) {
        answer.destroy();
        return reject(new IngressError(502, 'The program of the extension redirects, which it may not.'));
      }
      response.writeHead(statusCode, passedHeaders(answer.headers));
      answer.on('error', () => response.destroy());
      answer.pipe(response);
    });
    request.on('error', giveUp);
    request.pipe(onward);
  });
}

/** A request without a body is handed on without one. */
function framing({ headers, method }: IncomingMessage): Record<string, string> {
  const hasBody = headers['transfer-encoding'] !== undefined || headers['content-length'] !== undefined;
  return hasBody || method === 'GET' || method === 'HEAD' ? {} : { 'content-length': '0' };
}
