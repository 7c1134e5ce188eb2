import type { FakeReply } from '@openhands-nest/testing';

/** The model runs a command. */
export function runs(command: string): FakeReply {
  return { toolCalls: [{ name: 'terminal', arguments: JSON.stringify({ command }) }] };
}

/** The model looks at a file. */
export function views(path: string): FakeReply {
  return { toolCalls: [{ name: 'file_editor', arguments: JSON.stringify({ command: 'view', path }) }] };
}

/** The model writes a file. */
export function creates(path: string, text: string): FakeReply {
  return {
    toolCalls: [{ name: 'file_editor', arguments: JSON.stringify({ command: 'create', path, file_text: text }) }],
  };
}

/** The model answers, which ends its turn. */
export function answers(text: string): FakeReply {
  return { text };
}

/** The model ends its turn with its tool for that. */
export function finishes(message: string): FakeReply {
  return { toolCalls: [{ name: 'finish', arguments: JSON.stringify({ message }) }] };
}

/** The model uses the browser. @param what name of the tool without what all of them begin with */
export function browses(what: string, values: Readonly<Record<string, unknown>> = {}): FakeReply {
  return { toolCalls: [{ name: `browser_${what}`, arguments: JSON.stringify(values) }] };
}
