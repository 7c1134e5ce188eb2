import type { LegacyEvent } from '../events/projection/legacy-event.js';

const MAX_EVENT_CHARS = 4_000;
const ANSWER = /<update_prompt>(?<prompt>[\s\S]*?)<\/update_prompt>/;

/** What the model is asked. */
export function rememberRequest(events: readonly LegacyEvent[]): string {
  return [
    'Below is a part of the work of a coding agent in a repository. The person who watched it wants the agent to know next time what is to be learned from this part: how something is done here, what fails and why, what the person prefers.',
    'Write the message with which the person asks the agent to write that down. Say what is to be remembered in your own words, complete enough to be understood without this part of the log, and name the file: what always holds belongs into .openhands/microagents/repo.md, what concerns one topic into a file of its own in .openhands/microagents/ whose header lists key words under "triggers". Tell the agent to keep what such a file says already, to be brief, and to change nothing else.',
    'Answer with that message between <update_prompt> and </update_prompt>, and nothing else.',
    '<events>',
    ...events.map(shown),
    '</events>',
  ].join('\n\n');
}

/** The message in the model's answer; undefined when it gave none. */
export function rememberedIn(answer: string): string | undefined {
  return ANSWER.exec(answer)?.groups?.prompt?.trim() || undefined;
}

function shown(event: LegacyEvent): string {
  const { source } = event;
  const what =
    'action' in event
      ? { action: event.action, args: event.args }
      : { observation: event.observation, content: event.content };
  const text = JSON.stringify({ source, ...what });
  return text.length > MAX_EVENT_CHARS ? `${text.slice(0, MAX_EVENT_CHARS)}…` : text;
}
