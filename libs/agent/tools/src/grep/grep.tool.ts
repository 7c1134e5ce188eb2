import { posix } from 'node:path';
import type { Tool, ToolContext, ToolExecutor } from '@openhands-nest/agent-ports';
import type { GrepAction, GrepObservation } from '@openhands-nest/contracts/events';
import { ActionKind, Limits, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { globMatcher } from '../search/glob-pattern.js';
import { searchContents } from '../search/search-contents.js';
import { searchDirectory } from '../search/search-directory.js';
import { SearchError } from '../search/search-error.js';
import type { SearchToolOptions } from '../search/search-options.js';
import { SearchPrograms } from '../search/search-programs.js';
import { textContent } from '../text/text-content.js';

const DESCRIPTION = `Finds files by content: the paths of files with a line that matches a regular expression, newest first, at most ${Limits.SEARCH_RESULTS}.

Case does not matter. include narrows the search to file names (*.ts, *.{js,ts}). Hidden files, binary files and files that .gitignore names are left out. To see the matching lines, use rg or grep -n in the terminal, or view the files.`;

/** Finds files by content. */
export function grepTool(options: SearchToolOptions = {}): Tool<GrepAction, GrepObservation> {
  return {
    name: ToolName.Grep,
    kinds: { tool: 'GrepTool', action: ActionKind.Grep, observation: ObservationKind.Grep },
    description: DESCRIPTION,
    ...argumentsOf<GrepAction>(ActionKind.Grep),
    annotations: {
      title: 'grep',
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
    resourceOf: () => undefined,
    createExecutor: (context) => new GrepExecutor(context, options),
  };
}

class GrepExecutor implements ToolExecutor<GrepAction, GrepObservation> {
  private readonly programs: SearchPrograms;

  constructor(
    private readonly context: ToolContext,
    { ripgrepPath }: SearchToolOptions,
  ) {
    this.programs = new SearchPrograms(context.workspace, ripgrepPath);
  }

  async execute(action: GrepAction, signal: AbortSignal): Promise<GrepObservation> {
    signal.throwIfAborted();
    const { workspace } = this.context;
    try {
      const directory = await searchDirectory(workspace, action.path);
      return found(action, directory, await this.search(action, directory, signal));
    } catch (error) {
      if (!(error instanceof SearchError)) throw error;
      return {
        ...found(action, action.path ?? workspace.root, []),
        content: [textContent(error.message)],
        is_error: true,
      };
    }
  }

  async close(): Promise<void> {
    // Programs end with their call.
  }

  private async search({ pattern, include }: GrepAction, directory: string, signal: AbortSignal): Promise<string[]> {
    const query = { pattern, directory, ...(include && { include }) };
    const files = await searchContents(this.programs, this.context.workspace, query, signal);
    if (!include) return files;
    const matches = globMatcher(include);
    return files.filter((file) => matches(posix.relative(directory, file)));
  }
}

function found({ pattern, include }: GrepAction, directory: string, all: readonly string[]): GrepObservation {
  const matches = all.slice(0, Limits.SEARCH_RESULTS);
  const truncated = all.length > matches.length;
  return {
    kind: ObservationKind.Grep,
    content: [textContent(describe(pattern, include, directory, matches, truncated))],
    is_error: false,
    matches,
    pattern,
    search_path: directory,
    include_pattern: include ?? null,
    truncated,
  };
}

function describe(
  pattern: string,
  include: string | null | undefined,
  directory: string,
  matches: readonly string[],
  truncated: boolean,
): string {
  const where = include ? `${directory} (names like ${include})` : directory;
  if (matches.length === 0) return `No file in ${where} contains a match of ${pattern}.`;
  const rest = truncated
    ? [`[Only the ${matches.length} newest are shown. Use a narrower pattern, path or include to see others.]`]
    : [];
  return [`Files in ${where} with a match of ${pattern}, newest first:`, ...matches, ...rest].join('\n');
}
