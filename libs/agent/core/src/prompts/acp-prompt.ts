/** Characters of what was said before that a new session is told. */
const MAX_HISTORY = 40_000;

/** Stands in the log where the system prompt of other agents stands. */
export function acpSystemPrompt(): string {
  return 'The agent of this conversation is a program of its own. It has its own system prompt and tools, which are not known here.';
}

/** For an agent whose session knows nothing of what was said before. */
export function historyPrompt(lines: readonly { readonly who: string; readonly text: string }[]): string {
  const said = lines.map(({ who, text }) => `[${who}] ${text.trim()}`).join('\n\n');
  const kept = said.length <= MAX_HISTORY ? said : `[the beginning is left out]\n${said.slice(-MAX_HISTORY)}`;
  return [
    'Your session is new, but this conversation is not. What was said in it so far, by the person and by the agent that you take over from:',
    `<conversation_so_far>\n${kept}\n</conversation_so_far>`,
    'Look at the workspace for what has been done. Now the person says:',
  ].join('\n\n');
}

/** For an agent that was cut off in the middle of its work on a message that it gets again. */
export function goOnPrompt(): string {
  return 'You were cut off while you worked on the following message. See what has been done already, do not repeat it, and go on from there.';
}

/** What the conversation tells its agent; empty: nothing. */
export function acpInstructions(instructions: string | undefined, secretNames: readonly string[]): string {
  const secrets =
    secretNames.length === 0
      ? undefined
      : `These environment variables hold secrets that you may use in commands, and must not print: ${secretNames.join(', ')}.`;
  const parts = [instructions?.trim(), secrets].filter((part) => part);
  return parts.length === 0 ? '' : `<instructions>\n${parts.join('\n\n')}\n</instructions>`;
}

/** Told to the person when the agent's session is gone. */
export function newSessionNotice(): string {
  return "The agent's earlier session could not be taken up again. It goes on with a new one, which is told what was said in this conversation so far.";
}

/** Stands for a reply without a word. */
export function nothingSaid(): string {
  return '(The agent ended its work without a word.)';
}
