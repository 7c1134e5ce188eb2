/** Names of repositories hold slashes, and stand in the middle of these paths. */
const PATH = /^(\/api\/user\/repository\/)([^?]+)(\/microagents(?:\/content)?\/?)(\?.*)?$/;

/** The address with the slashes of a repository's name encoded, so that the router takes it for one segment. */
export function withEncodedRepository(url: string): string {
  return url.replace(PATH, (_all, start: string, name: string, end: string, query = '') => {
    return start + name.replaceAll('/', '%2F') + end + String(query);
  });
}
