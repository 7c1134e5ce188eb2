import type { Frame } from '@openhands-nest/agent-core';

/** Turns a frame of the engine into the bytes of one text message. */
export type FrameEncoder = (frame: Frame) => Buffer;

/** Name of our subprotocol: each message is `{"seq":n,"event":{…}}`, so that a client can resume with `after_seq=n`. */
export const SEQUENCE_PROTOCOL = 'openhands-nest.seq';

/** Frames are shared by all readers of a conversation, so each is turned into bytes once, whoever sends it first. */
function shared(text: (frame: Frame) => string): FrameEncoder {
  const encoded = new WeakMap<Frame, Buffer>();
  return (frame) => {
    let bytes = encoded.get(frame);
    if (!bytes) encoded.set(frame, (bytes = Buffer.from(text(frame))));
    return bytes;
  };
}

const plain = shared(({ json }) => json);
const numbered = shared(({ seq, json }) => `{"seq":${seq ?? null},"event":${json}}`);

export function encoderFor(protocol: string): FrameEncoder {
  return protocol === SEQUENCE_PROTOCOL ? numbered : plain;
}
