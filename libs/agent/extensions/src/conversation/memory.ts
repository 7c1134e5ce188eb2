import { DiskFiles } from '../files/disk-files.js';
import type { ExtensionFiles } from '../files/extension-files.js';

const INDEX = 'memory/MEMORY.md';
const MAX_CHARS = 6_000;
const CUT = '[earlier memory left out]';

/** What agents noted down in earlier conversations, for the user and for this project, as a section of the system prompt. */
export async function memorySection(
  persistence: string,
  project: ExtensionFiles,
  directory: string,
): Promise<string | undefined> {
  const texts = await Promise.all([
    noted(new DiskFiles(), `${persistence}/${INDEX}`),
    noted(project, `${directory}/.openhands/${INDEX}`),
  ]);
  const tiers = [
    { heading: 'Of the user', text: texts[0] },
    { heading: `Of this project (.openhands/${INDEX})`, text: texts[1] },
  ].filter(({ text }) => text !== '');
  if (tiers.length === 0) return undefined;
  const share = Math.floor(MAX_CHARS / tiers.length);
  return [
    '<memory>',
    'Notes of agents in earlier conversations. They may be out of date or wrong: check before you rely on them.',
    ...tiers.map(({ heading, text }) => `${heading}:\n${newest(text, share)}`),
    '</memory>',
  ].join('\n');
}

async function noted(files: ExtensionFiles, file: string): Promise<string> {
  return (await files.read(file).catch(() => undefined))?.trim() ?? '';
}

/** Whole lines from the end: new notes are added there. */
function newest(text: string, chars: number): string {
  if (text.length <= chars) return text;
  const lines = text.split('\n');
  let size = CUT.length;
  const kept: string[] = [];
  for (const line of lines.reverse()) {
    size += line.length + 1;
    if (size > chars) break;
    kept.unshift(line);
  }
  return [CUT, ...kept].join('\n');
}
