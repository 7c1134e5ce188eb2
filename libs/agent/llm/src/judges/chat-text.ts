import type { LlmMessage, LlmToolSpec } from '@openhands-nest/agent-ports';
import { textOf } from '../request/content.js';
import { spacedJson } from './spaced-json.js';

const BEGIN = '<|im_start|>';
const END = '<|im_end|>\n';

/**
 * A conversation as one text, in the format of Qwen 3 (instruct, 2507), from which critics are made. Calls of tools are left out: the
 * critics have never seen any.
 */
export function chatText(messages: readonly LlmMessage[], tools: readonly LlmToolSpec[]): string {
  const [first] = messages;
  const system = first?.role === 'system' ? first.text : undefined;
  const rest = system === undefined ? messages : messages.slice(1);
  return headText(system, tools) + rest.map((message, index) => messageText(message, index, rest)).join('');
}

function headText(system: string | undefined, tools: readonly LlmToolSpec[]): string {
  if (tools.length > 0)
    return `${BEGIN}system\n${system === undefined ? '' : `${safe(system)}\n\n`}${toolsText(tools)}${END}`;
  return system === undefined ? '' : spoken('system', system);
}

/** In the words of the format: a model knows them by heart. */
function toolsText(tools: readonly LlmToolSpec[]): string {
  const listed = tools.map((spec) => safe(spacedJson({ type: 'function', function: functionOf(spec) })));
  return [
    '# Tools\n\nYou may call one or more functions to assist with the user query.\n',
    'You are provided with function signatures within <tools></tools> XML tags:\n<tools>',
    ...listed,
    '</tools>\n',
    'For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:',
    '<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call>',
  ].join('\n');
}

function functionOf({ name, description, parameters }: LlmToolSpec): object {
  return { name, description, parameters };
}

function messageText(message: LlmMessage, index: number, all: readonly LlmMessage[]): string {
  switch (message.role) {
    case 'system':
    case 'assistant':
      return spoken(message.role, message.text);
    case 'user':
      return spoken('user', textOf(message.content));
    case 'tool': {
      // Answers of one reply share a message of the user.
      const begin = all[index - 1]?.role === 'tool' ? '' : `${BEGIN}user`;
      const end = all[index + 1]?.role === 'tool' ? '' : END;
      return `${begin}\n<tool_response>\n${safe(textOf(message.content))}\n</tool_response>${end}`;
    }
  }
}

function spoken(role: string, text: string): string {
  return `${BEGIN}${role}\n${safe(text)}${END}`;
}

/** What somebody wrote must not end its own message, nor begin another. */
function safe(text: string): string {
  return text.replaceAll('<|im_', '<| im_');
}
