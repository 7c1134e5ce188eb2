import type { AcpToolCall } from '@openhands-nest/agent-ports';
import { objectOf, type Json } from './json-rpc.js';

/** Characters of one text that are kept of what a tool gives. */
const MAX_TEXT = 30_000;
const OVER: readonly unknown[] = ['completed', 'failed'];

/** The calls of one prompt. Programs send all of the output again and again while a tool works; only beginning and end are told. */
export class ToolCalls {
  private readonly calls = new Map<string, AcpToolCall>();

  constructor(private readonly tell: (call: AcpToolCall) => void) {}

  begin(update: Json): void {
    const call = merged(newCall(idOf(update)), update);
    if (this.calls.has(call.id)) return this.goOn(update);
    this.calls.set(call.id, call);
    this.tell(call);
  }

  goOn(update: Json): void {
    const before = this.calls.get(idOf(update));
    if (!before) return this.begin(update);
    const call = merged(before, update);
    this.calls.set(call.id, call);
    if (isOver(call) && !isOver(before)) this.tell(call);
  }

  /** Ends those that the program has left open. */
  end(status: 'completed' | 'failed'): void {
    for (const call of this.calls.values()) if (!isOver(call)) this.goOn({ toolCallId: call.id, status });
  }
}

function isOver({ status }: AcpToolCall): boolean {
  return OVER.includes(status);
}

function idOf({ toolCallId }: Json): string {
  return String(toolCallId);
}

function newCall(id: string): AcpToolCall {
  return { id, title: '', kind: null, status: null, rawInput: null, rawOutput: null, content: null };
}

/** What an update does not say stays as it was. */
function merged(before: AcpToolCall, update: Json): AcpToolCall {
  return {
    id: before.id,
    title: text(update['title']) ?? before.title,
    kind: text(update['kind']) ?? before.kind,
    status: text(update['status']) ?? before.status,
    rawInput: update['rawInput'] ?? before.rawInput,
    rawOutput: cut(update['rawOutput']) ?? before.rawOutput,
    content: blocks(update['content']) ?? before.content,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function blocks(value: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.length === 0 ? undefined : value.map(block);
}

/** Clients read the names of a block's members in the manner of the events. */
function block(value: unknown): unknown {
  const members = objectOf(value);
  if (!members) return value;
  return Object.fromEntries(
    Object.entries(members).map(([name, member]) => [
      snakeCase(name),
      name === 'content' ? block(member) : cut(member),
    ]),
  );
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function cut(value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= MAX_TEXT) return value;
  const half = MAX_TEXT / 2;
  return `${value.slice(0, half)}\n[${value.length - MAX_TEXT} characters are left out here]\n${value.slice(-half)}`;
}
