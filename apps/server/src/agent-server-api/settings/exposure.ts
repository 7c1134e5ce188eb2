import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SECRET_MASK } from '@openhands-nest/contracts/agent-server';
import { HttpProblem } from '../../http/problems.js';
import type { SecretChange } from './secret-places.js';
import type { SecretTokens } from './secret-tokens.js';

/** How an answer shows secrets. */
export type Exposure = 'masked' | 'encrypted' | 'plaintext';

const EXPOSURES: Readonly<Record<string, Exposure>> = {
  '': 'masked',
  true: 'encrypted',
  encrypted: 'encrypted',
  plaintext: 'plaintext',
};

/** What the header X-Expose-Secrets asks for. @throws HttpProblem 400 for a word that means nothing */
export function exposureOf(header: string): Exposure {
  const exposure = Object.hasOwn(EXPOSURES, header.toLowerCase()) ? EXPOSURES[header.toLowerCase()] : undefined;
  if (exposure !== undefined) return exposure;
  const detail = `Invalid X-Expose-Secrets header value: '${header.slice(0, 100)}'. Valid values are: 'encrypted', 'plaintext'.`;
  throw new HttpProblem(400, { detail });
}

export const SecretExposure = createParamDecorator((_data: unknown, context: ExecutionContext): Exposure => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['x-expose-secrets'];
  return exposureOf(String(header ?? ''));
});

/** What becomes of each secret of an answer. */
export function showing(exposure: Exposure, tokens: SecretTokens): SecretChange {
  if (exposure === 'plaintext') return (secret) => secret;
  return exposure === 'encrypted' ? (secret) => tokens.encrypt(secret) : () => SECRET_MASK;
}
