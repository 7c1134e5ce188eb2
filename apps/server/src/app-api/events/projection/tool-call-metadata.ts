import type { ActionEvent } from '@openhands-nest/contracts/events';
import type { Json } from './legacy-event.js';

/**
 * Which call of which model reply an action came from. A reply with several calls is shown as several replies with one call
 * each: what else the reply held is not known yet when its first call is sent.
 */
export function toolCallMetadata(event: ActionEvent, model: string): Json {
  const { id, name, arguments: text } = event.tool_call;
  const message = {
    content: textOf(event.thought),
    role: 'assistant',
    tool_calls: [{ index: 0, function: { arguments: text, name }, id, type: 'function' }],
  };
  return {
    function_name: name,
    tool_call_id: id,
    model_response: {
      id: event.llm_response_id,
      created: Math.floor(Date.parse(`${event.timestamp}Z`) / 1000),
      model,
      object: 'chat.completion',
      choices: [{ finish_reason: 'tool_calls', index: 0, message }],
    },
    total_calls_in_response: 1,
  };
}

/** The texts among content parts. */
export function textOf(content: readonly { readonly type: string; readonly text?: string }[]): string {
  return content.flatMap((part) => (part.type === 'text' ? [part.text ?? ''] : [])).join('\n');
}
