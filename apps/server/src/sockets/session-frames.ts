import type { Frame, ReplyPiece } from '@openhands-nest/agent-core';
import { EventKind } from '@openhands-nest/contracts/vocabulary';

/** One message of the session socket, as JSON text. */
export interface SessionFrame {
  readonly text: string;
}

/** On this socket the log is counted from zero. */
export function wireSeq(seq: number): number {
  return seq - 1;
}

/** The first message: what the client asked for, and how far the log goes. */
export function syncFrame(fromSeq: number | undefined, lastSeq: number): SessionFrame {
  return envelope('sync', {
    ...(fromSeq !== undefined && { from_seq: fromSeq }),
    ...(lastSeq > 0 && { through_seq: wireSeq(lastSeq) }),
  });
}

export function errorFrame(code: string, detail: string): SessionFrame {
  return envelope('error', { code, detail });
}

interface OpenItem {
  readonly id: string;
  readonly attempt: number;
}

/**
 * Puts events into envelopes, and pieces of text into items: an item is opened before its first piece, and closed by the event that
 * carries its name or by a message that says that there will be none.
 */
export class SessionFrames {
  #item: OpenItem | undefined;
  #lastSeq = 0;

  framesFor(frame: Frame): readonly SessionFrame[] {
    if (frame.piece) return this.#pieceFrames(frame.piece);
    if (frame.seq === undefined) return [transient(frame)];
    this.#lastSeq = frame.seq;
    return [durable(frame), ...this.#closedBy(frame)];
  }

  #pieceFrames(piece: ReplyPiece): readonly SessionFrame[] {
    const { replyId: itemId, attempt, order, text, reasoning } = piece;
    const at = { item_id: itemId, attempt };
    const frames: SessionFrame[] = [];
    if (this.#item?.id !== itemId || this.#item.attempt !== attempt) {
      if (this.#item && this.#item.id !== itemId) frames.push(...this.#abort('superseded'));
      this.#item = { id: itemId, attempt };
      const anchor = this.#lastSeq > 0 ? { anchor_seq: wireSeq(this.#lastSeq) } : {};
      frames.push(envelope('item_started', { ...at, ...anchor }));
    }
    if (reasoning !== undefined)
      frames.push(envelope('delta', { ...at, order, kind: 'reasoning', content: reasoning }));
    if (text !== undefined) frames.push(envelope('delta', { ...at, order, kind: 'text', content: text }));
    return frames;
  }

  #closedBy({ kind, json }: Frame): readonly SessionFrame[] {
    if (!this.#item) return [];
    const event = JSON.parse(json) as { readonly id: string; readonly key?: string; readonly value?: unknown };
    if (event.id === this.#item.id) this.#item = undefined;
    else if (kind === EventKind.StateUpdate && event.key === 'execution_status' && event.value !== 'running')
      return this.#abort('the run ended');
    return [];
  }

  #abort(reason: string): readonly SessionFrame[] {
    if (!this.#item) return [];
    const { id, attempt } = this.#item;
    this.#item = undefined;
    return [envelope('item_aborted', { item_id: id, attempt, reason })];
  }
}

const shared = new WeakMap<Frame, SessionFrame>();

/** Made once for all sockets that send the event. */
function durable(frame: Frame): SessionFrame {
  const known = shared.get(frame);
  if (known) return known;
  const made = { text: `{"type":"durable","seq":${wireSeq(frame.seq ?? 0)},"event":${frame.json}}` };
  shared.set(frame, made);
  return made;
}

function transient({ json }: Frame): SessionFrame {
  return { text: `{"type":"transient","event":${json}}` };
}

function envelope(type: string, members: object): SessionFrame {
  return { text: JSON.stringify({ type, ...members }) };
}
