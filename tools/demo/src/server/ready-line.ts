/** What the server says when it can be used. */
export interface ReadyServer {
  readonly appUrl: string;
  readonly isolation: string;
}

/** The server's READY_JSON line; undefined for every other line. */
export function readReadyLine(line: string): ReadyServer | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { ready, appUrl, isolation } = JSON.parse(line) as Partial<ReadyServer> & { ready?: unknown };
    return ready === true && appUrl && isolation ? { appUrl, isolation } : undefined;
  } catch {
    return undefined;
  }
}
