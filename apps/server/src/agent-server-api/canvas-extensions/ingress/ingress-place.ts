import type { IncomingMessage } from 'node:http';
import { isLoopbackHost } from '../../../http/access/loopback.js';
import { IngressError } from './ingress-error.js';

/** Where browsers reach the programs of extensions. */
export interface IngressPlace {
  /** Origin and path before `/app-backends`, without a slash at the end. */
  readonly url: string;
  /** Scheme, name and port. */
  readonly origin: string;
}

export interface IngressConfig {
  readonly OH_APP_BACKEND_PUBLIC_URL?: string;
  readonly OH_TRUST_FORWARDED_HEADERS: boolean;
}

/** @throws IngressError 503 when nobody has said where it is */
export function ingressPlace({ OH_APP_BACKEND_PUBLIC_URL: url }: IngressConfig): IngressPlace {
  const origin = url === undefined ? undefined : originOf(url);
  if (url !== undefined && origin !== undefined) return { url: url.replace(/\/+$/, ''), origin };
  throw new IngressError(503, 'Programs of extensions are not reachable in browsers: set OH_APP_BACKEND_PUBLIC_URL.');
}

/** Scheme, name and port of an address; undefined for what is none of HTTP. */
export function originOf(address: string): string | undefined {
  const url = URL.parse(address);
  return url && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}

/** Pages of programs have an origin of their own only if they are not served under other names too. @throws IngressError 421 */
export function checkHost(request: IncomingMessage, place: IngressPlace, config: IngressConfig): void {
  if (originOfRequest(request, config) !== place.origin)
    throw new IngressError(421, 'Programs of extensions answer at the address in OH_APP_BACKEND_PUBLIC_URL only.');
}

/** Whether a browser keeps a cookie that is for secure connections only. */
export function isSecure(request: IncomingMessage, config: IngressConfig): boolean {
  const origin = originOfRequest(request, config);
  return origin !== undefined && (origin.startsWith('https:') || isLoopbackHost(new URL(origin).hostname));
}

/** What a proxy says counts only where the operator trusts it: anybody could say it. */
function originOfRequest({ headers }: IncomingMessage, config: IngressConfig): string | undefined {
  const told = (name: string): string | undefined =>
    config.OH_TRUST_FORWARDED_HEADERS ? [headers[name]].flat()[0]?.split(',')[0]?.trim() : undefined;
  return originOf(`${told('x-forwarded-proto') || 'http'}://${told('x-forwarded-host') || headers.host}`);
}
