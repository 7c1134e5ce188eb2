import { ToolName } from '@openhands-nest/contracts/vocabulary';

const ALIASES: Readonly<Record<string, string>> = {
  bash: ToolName.Terminal,
  command: ToolName.Terminal,
  execute: ToolName.Terminal,
  execute_bash: ToolName.Terminal,
  str_replace: ToolName.FileEditor,
  str_replace_editor: ToolName.FileEditor,
};

/** The tool that a model means, also when it uses a name it knows from elsewhere or lets markup run into the name. */
export function resolveToolName(written: string, known: ReadonlySet<string>): string {
  if (known.has(written)) return written;
  const identifier = /^[A-Za-z_][\w.-]*/.exec(written.trim())?.[0] ?? written;
  if (known.has(identifier)) return identifier;
  const alias = ALIASES[identifier];
  return alias !== undefined && known.has(alias) ? alias : identifier;
}
