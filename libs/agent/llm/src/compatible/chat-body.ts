import type { LanguageModelV4CallOptions, LanguageModelV4Message } from '@ai-sdk/provider';
import type { JsonObject } from '../parameters/merged.js';
import { chatMessagesOf, type ContentForm } from './chat-messages.js';
import { TextBuffer } from './text-buffer.js';

/** Bytes of a body from which on it is kept for the next request: shorter ones are written faster than they are worth. */
const WORTH_KEEPING = 128 * 1024;

/** A message that stands in the buffer, and where the buffer ends with it. */
interface Written {
  readonly message: LanguageModelV4Message;
  readonly end: number;
}

/**
 * Writes the bodies of requests. A request repeats the one before it and adds little, so the bytes that long ones begin
 * with are kept and only the rest is written. Messages must not change.
 */
export class ChatBody {
  private buffer = new TextBuffer();
  private head = '';
  private written: Written[] = [];

  /**
   * @param parameters what each request holds beside the conversation and the tools
   * @param form how contents are written; default: as a text where there is nothing but one
   */
  constructor(
    private readonly modelId: string,
    private readonly parameters: JsonObject = {},
    private readonly form?: ContentForm,
  ) {}

  /** The JSON text of one streaming request, to be sent or copied before the next one is asked for. */
  of({ prompt, tools }: LanguageModelV4CallOptions): Buffer<ArrayBuffer> {
    const { stream_options = { include_usage: true }, ...parameters } = this.parameters;
    const settings = JSON.stringify({ model: this.modelId, ...parameters });
    this.begin(`${settings.slice(0, -1)},"messages":[`);
    this.keep(this.commonLength(prompt));
    for (const message of prompt.slice(this.written.length)) this.write(message);
    const rest = JSON.stringify({
      tools: tools?.flatMap(toolOf),
      stream: true,
      stream_options,
    });
    this.buffer.append(`],${rest.slice(1)}`);
    const body = this.buffer.view;
    if (body.length < WORTH_KEEPING) this.forget();
    return body;
  }

  private begin(head: string): void {
    if (this.head === head) return;
    this.forget();
    this.head = head;
    this.buffer.append(head);
  }

  private forget(): void {
    this.head = '';
    this.written = [];
    this.buffer = new TextBuffer();
  }

  /** How many messages are the same as in the request before. */
  private commonLength(prompt: readonly LanguageModelV4Message[]): number {
    const { written } = this;
    let index = 0;
    while (index < written.length && written[index]?.message === prompt[index]) index += 1;
    return index;
  }

  private keep(messages: number): void {
    this.written.length = messages;
    this.buffer.cutTo(this.endOfMessages);
  }

  private write(message: LanguageModelV4Message): void {
    const isFirst = this.endOfMessages === this.endOfHead;
    const texts = chatMessagesOf(message, this.form).map((chatMessage) => JSON.stringify(chatMessage));
    if (texts.length > 0) this.buffer.append(`${isFirst ? '' : ','}${texts.join(',')}`);
    this.written.push({ message, end: this.buffer.length });
  }

  private get endOfMessages(): number {
    return this.written.at(-1)?.end ?? this.endOfHead;
  }

  private get endOfHead(): number {
    return Buffer.byteLength(this.head);
  }
}

function toolOf(tool: NonNullable<LanguageModelV4CallOptions['tools']>[number]): object[] {
  if (tool.type !== 'function') return [];
  const { name, description, inputSchema } = tool;
  return [{ type: 'function', function: { name, description, parameters: inputSchema } }];
}
