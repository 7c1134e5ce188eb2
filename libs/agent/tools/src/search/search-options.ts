export interface SearchToolOptions {
  /** The ripgrep to use, as the workspace sees it. Default: the one installed with this package, then `rg` on the path. */
  readonly ripgrepPath?: string;
}
