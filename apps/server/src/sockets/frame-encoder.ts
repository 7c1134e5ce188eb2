import type { Frame } from '@openhands-nest/agent-core';

/** Turns what a reader gives into the bytes of one text message. */
export type FrameEncoder<F = Frame> = (frame: F) => Buffer;

/** Name of our subprotocol: each message is `{"seq":n,"event":{…}}`, so that a client can resume with `after_seq=n`. */
export const SEQUENCE_PROTOCOL = 'openhands-nest.seq';

/** Frames are shared by many readers, so each is turned into bytes once, whoever sends it first. */
export function sharedEncoder<F extends object>(text: (frame: F) => string): FrameEncoder<F> {
  const encoded = new WeakMap<F, Buffer>();
  return (frame) => {
    let bytes = encoded.get(frame);
    if (!bytes) encoded.set(frame, (bytes = Buffer.from(text(frame))));
    return bytes;
  };
}

const plain = sharedEncoder(({ json }: Frame) => json);
const numbered = sharedEncoder(({ seq, json }: Frame) => `{"seq":${seq ?? null},"event":${json}}`);

export function encoderFor(protocol: string): FrameEncoder {
  return protocol === SEQUENCE_PROTOCOL ? numbered : plain;
}
