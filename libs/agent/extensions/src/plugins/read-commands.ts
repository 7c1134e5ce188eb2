import { basename } from 'node:path/posix';
import type { ExtensionFiles } from '../files/extension-files.js';
import { readMarkdown } from '../skills/frontmatter.js';
import { splitListOf, valueOf } from '../skills/header-values.js';
import { skillFrom } from '../skills/read-skill.js';
import type { Skill } from '../skills/skill.js';

/** A slash command as a skill that counts when a message has `/plugin:command` in it. Undefined when the file is not there. */
export async function readCommand(files: ExtensionFiles, file: string, plugin: string): Promise<Skill | undefined> {
  const text = await files.read(file);
  if (text === undefined) return undefined;
  const { header, body } = await readMarkdown(text);
  const command = basename(file).replace(/\.md$/i, '');
  const name = `${plugin}:${command}`;
  const description = valueOf(header, 'description');
  const hint = hintOf(valueOf(header, 'argument-hint', 'argumentHint'));
  const parts = [
    ...(typeof description === 'string' ? [`## ${command}\n\n${description}`] : []),
    ...(hint === '' ? [] : [`Arguments (\`$ARGUMENTS\`): ${hint}`]),
    body,
  ];
  return {
    ...skillFrom({}, parts.filter(Boolean).join('\n\n'), { name, source: file, isAgentSkill: false, mcpServers: {} }),
    trigger: { type: 'keyword', keywords: [`/${name}`] },
    description: typeof description === 'string' ? description : `The command ${command} of ${plugin}.`,
    allowedTools: splitListOf(header, /\s*,\s*/, 'allowed-tools', 'allowedTools'),
  };
}

function hintOf(value: unknown): string {
  return (Array.isArray(value) ? value.map(String).join(' ') : typeof value === 'string' ? value : '').trim();
}
