import { join } from 'node:path';
import { ESLint } from 'eslint';
import { configs } from 'typescript-eslint';

export interface Finding {
  readonly rule: string | null;
  readonly message: string;
}

export const WORKSPACE = join(import.meta.dirname, '../../..');

const eslint = new ESLint({
  cwd: WORKSPACE,
  // Rules that need types want a file that is part of a program; ours need not exist.
  overrideConfig: { ...configs.disableTypeChecked, files: ['**/*.ts'] },
});

/** Lints source text as if it stood in the given file (relative to the workspace), by the rules of the whole workspace. */
export async function lintAs(file: string, source: string): Promise<Finding[]> {
  const [result] = await eslint.lintText(source, { filePath: join(WORKSPACE, file) });
  return (result?.messages ?? []).map(({ ruleId, message }) => ({ rule: ruleId, message }));
}
