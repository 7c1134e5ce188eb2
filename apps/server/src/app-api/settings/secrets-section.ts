/** Where the section begins, and what it says to the agent. */
const LEAD =
  '<secrets>\nThese variables of your commands hold secrets. Use them by name; never print or store a value.\n';
const END = '\n</secrets>';
const LINE = /^- (?<name>\w+)(?:: (?<description>.*))?$/;

/** A secret that commands find in a variable. Never its value. */
export interface ToldSecret {
  /** Name of the variable. */
  readonly name: string;
  readonly description: string;
}

/** What the system prompt says of secrets; nothing when there are none. */
export function secretsSection(secrets: readonly ToldSecret[]): string[] {
  if (secrets.length === 0) return [];
  const lines = secrets.map(({ name, description }) => {
    const text = onOneLine(description);
    return text === '' ? `- ${name}` : `- ${name}: ${text}`;
  });
  return [`${LEAD}${lines.join('\n')}${END}`];
}

/** The secrets that a system prompt tells of: descriptions by the names of their variables. */
export function secretsIn(prompt: string): Record<string, string> {
  const start = prompt.indexOf(LEAD);
  if (start < 0) return {};
  const body = prompt.slice(start + LEAD.length);
  const end = body.indexOf(END);
  const lines = body.slice(0, Math.max(0, end)).split('\n');
  return Object.fromEntries(
    lines.flatMap((line) => {
      const { name, description = '' } = LINE.exec(line)?.groups ?? {};
      return name === undefined ? [] : [[name, description]];
    }),
  );
}

/** A description can neither begin another line nor end the section. */
function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('</', '< /').trim();
}
