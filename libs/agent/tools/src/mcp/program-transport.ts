import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { Program } from '@openhands-nest/agent-ports';
import { LineSplitter } from './line-splitter.js';

/** Bytes of one message. */
const MAX_MESSAGE = 16 * 1024 * 1024;
/** What a server may send without answering anything. */
const MAX_UNASKED = { bytes: 32 * 1024 * 1024, messages: 10_000 };

/** Messages to and from a program, one per line. */
export class ProgramTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  private unasked = { bytes: 0, messages: 0 };
  private isOver = false;

  private readonly lines = new LineSplitter(MAX_MESSAGE);

  /** @param parse makes a message of a line, and throws when it is none */
  constructor(
    private readonly program: Program,
    private readonly parse: (line: string) => JSONRPCMessage,
  ) {}

  async start(): Promise<void> {
    this.program.onOutput((bytes) => this.take(bytes));
    void this.program.ended.then(() => this.onclose?.());
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await this.program.write(`${JSON.stringify(message)}\n`);
  }

  async close(): Promise<void> {
    this.isOver = true;
    await this.program.kill();
  }

  private take(bytes: Buffer): void {
    if (this.isOver) return;
    this.unasked.bytes += bytes.length;
    try {
      for (const line of this.lines.take(bytes)) this.handOn(line);
      this.checkUnasked();
    } catch (error) {
      this.onerror?.(error as Error);
      void this.close();
    }
  }

  /** What is no message, such as a line of a log, is passed over. */
  private handOn(line: string): void {
    this.unasked.messages += 1;
    this.checkUnasked();
    const message = this.messageIn(line);
    if (!message) return;
    if ('id' in message && !('method' in message)) this.unasked = { bytes: 0, messages: 0 };
    this.onmessage?.(message);
  }

  private messageIn(line: string): JSONRPCMessage | undefined {
    try {
      return this.parse(line);
    } catch (error) {
      this.onerror?.(error as Error);
      return undefined;
    }
  }

  private checkUnasked(): void {
    const { bytes, messages } = this.unasked;
    if (bytes > MAX_UNASKED.bytes || messages > MAX_UNASKED.messages)
      throw new Error('The server sends more than it is asked for.');
  }
}
