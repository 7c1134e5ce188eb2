import { posix } from 'node:path';
import type { Tool, ToolContext, ToolExecutor } from '@openhands-nest/agent-ports';
import type { GlobAction, GlobObservation } from '@openhands-nest/contracts/events';
import { ActionKind, Limits, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { argumentsOf } from '../schema/arguments-of.js';
import { globMatcher, wantsHidden } from '../search/glob-pattern.js';
import { listFiles } from '../search/list-files.js';
import { searchDirectory } from '../search/search-directory.js';
import { SearchError } from '../search/search-error.js';
import type { SearchToolOptions } from '../search/search-options.js';
import { SearchPrograms } from '../search/search-programs.js';
import { textContent } from '../text/text-content.js';
import { splitPattern } from './split-pattern.js';

const DESCRIPTION = `Finds files by name, newest first, at most ${Limits.SEARCH_RESULTS}.

A pattern without a slash matches file names at any depth (*.ts); one with a slash is relative to path (src/**/*.spec.ts). ** spans directories, {a,b} gives choices. Files that .gitignore names are left out, and hidden files unless the pattern names them (.github/**). To search in contents, use grep.`;

/** Finds files by name. */
export function globTool(options: SearchToolOptions = {}): Tool<GlobAction, GlobObservation> {
  return {
    name: ToolName.Glob,
    kinds: { tool: 'GlobTool', action: ActionKind.Glob, observation: ObservationKind.Glob },
    description: DESCRIPTION,
    ...argumentsOf<GlobAction>(ActionKind.Glob),
    annotations: {
      title: 'glob',
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: false,
    },
    resourceOf: () => undefined,
    createExecutor: (context) => new GlobExecutor(context, options),
  };
}

class GlobExecutor implements ToolExecutor<GlobAction, GlobObservation> {
  private readonly programs: SearchPrograms;

  constructor(
    private readonly context: ToolContext,
    { ripgrepPath }: SearchToolOptions,
  ) {
    this.programs = new SearchPrograms(context.workspace, ripgrepPath);
  }

  async execute(action: GlobAction, signal: AbortSignal): Promise<GlobObservation> {
    signal.throwIfAborted();
    const split = splitPattern(action.pattern);
    const wanted = split.directory ?? action.path;
    try {
      const directory = await searchDirectory(this.context.workspace, wanted);
      const files = await this.find(directory, split.pattern, signal);
      return found(action.pattern, directory, files);
    } catch (error) {
      if (!(error instanceof SearchError)) throw error;
      return {
        ...found(action.pattern, wanted ?? this.context.workspace.root, []),
        content: [textContent(error.message)],
        is_error: true,
      };
    }
  }

  async close(): Promise<void> {
    // Programs end with their call.
  }

  private async find(directory: string, pattern: string, signal: AbortSignal): Promise<string[]> {
    const matches = globMatcher(pattern);
    const files = await listFiles(this.programs, directory, { hidden: wantsHidden(pattern) }, signal);
    return files.filter((file) => matches(posix.relative(directory, file)));
  }
}

function found(pattern: string, directory: string, all: readonly string[]): GlobObservation {
  const files = all.slice(0, Limits.SEARCH_RESULTS);
  const truncated = all.length > files.length;
  return {
    kind: ObservationKind.Glob,
    content: [textContent(describe(pattern, directory, files, truncated))],
    is_error: false,
    files,
    pattern,
    search_path: directory,
    truncated,
  };
}

function describe(pattern: string, directory: string, files: readonly string[], truncated: boolean): string {
  if (files.length === 0) return `No file in ${directory} matches ${pattern}.`;
  const rest = truncated
    ? [`[Only the ${files.length} newest are shown. Use a narrower pattern or path to see others.]`]
    : [];
  return [`Files in ${directory} that match ${pattern}, newest first:`, ...files, ...rest].join('\n');
}
