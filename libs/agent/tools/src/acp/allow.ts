import { objectOf, type Json } from './json-rpc.js';

/**
 * The answer to a program that asks whether it may do something: yes, this time. The jail bounds what it can do; without a way to
 * say yes its first option is taken, as clients expect.
 */
export function allowing(options: unknown): Json {
  const offered = (Array.isArray(options) ? options : []).map(objectOf);
  const chosen =
    offered.find((option) => option?.['kind'] === 'allow_once') ??
    offered.find((option) => option?.['kind'] === 'allow_always') ??
    offered[0];
  const optionId = chosen?.['optionId'];
  return { outcome: { outcome: 'selected', optionId: typeof optionId === 'string' ? optionId : 'allow_once' } };
}
