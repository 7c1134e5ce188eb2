import type { Linter } from 'eslint';

export interface LayerRow {
  readonly folders: readonly string[];
  readonly mayImport: readonly string[];
  readonly onlyPackages?: readonly string[];
  readonly bans?: readonly string[];
  readonly dtosAsTypes?: boolean;
  readonly dtosByValueIn?: readonly string[];
  readonly pure?: boolean;
}

export const LAYERS: Readonly<Record<string, LayerRow>>;
export function boundaries(): Linter.Config[];
