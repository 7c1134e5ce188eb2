import { randomUUID } from 'node:crypto';
import type { LanguageModelV4ToolCall } from '@ai-sdk/provider';
import type { ToolCallDelta } from './chat-chunk.js';
import { InvalidResponseError } from './provider-failures.js';

/** What one piece says; a member that is left out or blank says nothing. */
interface Piece {
  readonly index?: number;
  readonly id?: string;
  readonly name?: string;
  readonly json: string;
}

interface Call {
  readonly index?: number;
  /** All ids by which the server has called it. */
  readonly ids: Set<string>;
  name?: string;
  json: string;
}

/**
 * Puts tool calls together from their pieces. By the protocol the index says which call a piece belongs to; some servers send
 * no index, some send the same for all calls, some change a call's id on the way, and some repeat its name with every piece.
 */
export class ToolCallCollector {
  private readonly calls: Call[] = [];

  add(delta: ToolCallDelta): void {
    const piece = pieceOf(delta);
    let call = this.find(piece);
    if (!call) {
      // Some servers fill the field of a name with a blank when there is nothing to call.
      if (piece.name === undefined && typeof delta.function?.name === 'string') return;
      call = { index: piece.index, ids: new Set(), json: '' };
      this.calls.push(call);
    }
    call.name ??= piece.name;
    if (piece.id !== undefined) call.ids.add(piece.id);
    call.json += piece.json;
  }

  /** All calls, in the order of their indexes where each has one. @throws InvalidResponseError when one has no name. */
  finish(): LanguageModelV4ToolCall[] {
    const given = new Set<string>();
    return this.ordered().map(({ ids, name, json }) => {
      if (name === undefined) throw new InvalidResponseError('the reply holds a tool call without a name');
      const [id] = ids;
      // Answers are told apart by the ids of their calls.
      const toolCallId = id === undefined || given.has(id) ? `call_${randomUUID()}` : id;
      given.add(toolCallId);
      return { type: 'tool-call', toolCallId, toolName: name, input: json };
    });
  }

  private ordered(): readonly Call[] {
    const indexed = this.calls.flatMap((call) => (call.index === undefined ? [] : [{ call, index: call.index }]));
    if (indexed.length < this.calls.length) return this.calls;
    return indexed.sort((a, b) => a.index - b.index).map(({ call }) => call);
  }

  /** The call that a piece goes on with. */
  private find(piece: Piece): Call | undefined {
    const call = this.candidates(piece).findLast(({ name }) => isSame(name, piece.name));
    return call && !beginsAnother(call, piece) ? call : undefined;
  }

  /** Calls that a piece may go on with, by what it says of itself: index and id, the id alone, or the index alone. */
  private candidates({ index, id, name }: Piece): readonly Call[] {
    if (index === undefined && id === undefined) return name === undefined ? this.calls : [];

    const sameId = this.calls.filter(({ ids }) => id !== undefined && ids.has(id));
    const sameIndex = this.calls.filter((call) => index !== undefined && call.index === index);
    const both = sameId.filter((call) => sameIndex.includes(call));
    if (both.length > 0) return both;
    // Parallel calls may share an id: a name with another index is another call.
    return sameId.length > 0 && (index === undefined || name === undefined) ? sameId : sameIndex;
  }
}

function pieceOf({ index, id, function: called }: ToolCallDelta): Piece {
  return { index: index ?? undefined, id: notBlank(id), name: notBlank(called?.name), json: called?.arguments ?? '' };
}

/** Whether a piece with the name of a call means a new one, rather than repeating the name. */
function beginsAnother(call: Call, { id, name, json }: Piece): boolean {
  if (name === undefined || call.name === undefined) return false;
  const hasNewId = id !== undefined && !call.ids.has(id);
  if (hasNewId) return isStructured(json) || (json.trim() === '' && isComplete(call.json));
  return isStructured(json) && isComplete(call.json);
}

function isSame(known: string | undefined, name: string | undefined): boolean {
  return name === undefined || known === undefined || known === name;
}

function isStructured(json: string): boolean {
  return /^\s*[{[]/.test(json);
}

function isComplete(json: string): boolean {
  if (!isStructured(json)) return false;
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}

function notBlank(text: string | null | undefined): string | undefined {
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}
