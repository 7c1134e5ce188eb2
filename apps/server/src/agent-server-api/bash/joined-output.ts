import { BashEventKind, type BashEventStore, type BashOutputEvent } from '@openhands-nest/agent-ports';

/** What is read from the store at once. */
const PAGE = { limit: 100, maxBytes: 8 * 1024 * 1024 };
/** Characters of each stream that one answer may hold: the rest is in the events. */
const MAX_CHARS = 32 * 1024 * 1024;

/** All pieces of a command's output as one, with what its last piece says of the end. */
export async function joinedOutput(store: BashEventStore, last: BashOutputEvent): Promise<BashOutputEvent> {
  let stdout = '';
  let stderr = '';
  let pageId: string | undefined;
  do {
    const query = { ...PAGE, kind: BashEventKind.Output, commandId: last.command_id };
    const page = await store.search({ ...query, ...(pageId !== undefined && { pageId }) });
    for (const { json } of page.items) {
      const piece = JSON.parse(json) as BashOutputEvent;
      stdout = withMore(stdout, piece.stdout);
      stderr = withMore(stderr, piece.stderr);
    }
    pageId = page.nextPageId;
  } while (pageId !== undefined);
  return { ...last, stdout: stdout || null, stderr: stderr || null };
}

function withMore(text: string, more: string | null): string {
  return text + (more ?? '').slice(0, MAX_CHARS - text.length);
}
