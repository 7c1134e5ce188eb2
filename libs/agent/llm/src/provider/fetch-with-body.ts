import { merged, type JsonObject } from '../parameters/merged.js';

/** fetch that adds members to the JSON of each body; undefined when there are none to add. */
export function fetchWithBody(members: JsonObject): typeof fetch | undefined {
  if (Object.values(members).every((value) => value === undefined)) return undefined;
  return (url, init) => {
    if (typeof init?.body !== 'string') return fetch(url, init);
    const body = merged(JSON.parse(init.body) as JsonObject, members);
    return fetch(url, { ...init, body: JSON.stringify(body) });
  };
}
