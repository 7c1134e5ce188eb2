import { checkAgainstSeed } from './seed-answers.js';

/** `fetch` whose answers are held against the reference documents. */
export async function checkedFetch(input: string | URL, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(input, init);
  const { pathname } = new URL(input);
  const path = pathname.replace(/^\/agent-server(?=\/)/, '');
  checkAgainstSeed(init.method ?? 'GET', path, response.status, await response.clone().text());
  return response;
}
