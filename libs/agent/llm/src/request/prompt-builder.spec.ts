import type { LlmMessage } from '@openhands-nest/agent-ports';
import { assistantSays, terminalAnswers, userSays } from '@openhands-nest/testing';
import { describe, expect, it } from '@jest/globals';
import { routeOf } from '../provider/model-route.js';
import { PromptBuilder } from './prompt-builder.js';

const PICTURE = 'data:image/png;base64,iVBORw0KGgo=';
const compatible = routeOf({ model: 'openai/m', baseUrl: 'http://box/v1' });
const marking = routeOf({ model: 'openhands/claude-x' });

const call: LlmMessage = assistantSays({ toolCalls: [{ id: 'a', name: 'terminal', arguments: '{"command":"ls"}' }] });
const picture: LlmMessage = {
  role: 'tool',
  toolCallId: 'a',
  toolName: 'terminal',
  isError: false,
  content: [{ type: 'image', image_urls: [PICTURE] }],
};

describe('a prompt', () => {
  it('takes from the one before it what is not new', () => {
    const prompts = new PromptBuilder(compatible);
    const messages = [userSays('list'), call, terminalAnswers('a', 'b.txt')];

    const before = prompts.promptOf(messages);
    const after = prompts.promptOf([...messages, assistantSays({ text: 'One.' })]);

    expect(after).toHaveLength(4);
    before.forEach((message, index) => expect(after[index]).toBe(message));
  });

  it('holds the same messages where marks stayed where they were', () => {
    const prompts = new PromptBuilder(marking);
    const messages: LlmMessage[] = [{ role: 'system', text: 'Be brief.' }, userSays('list')];

    const before = prompts.promptOf(messages);
    const after = prompts.promptOf([...messages, call, terminalAnswers('a', 'b.txt')]);

    before.forEach((message, index) => expect(after[index]).toBe(message));
  });

  it('is the same whether its beginning was known or not', () => {
    const system: LlmMessage = { role: 'system', text: 'Be brief.' };
    const messages = [system, userSays('look'), call, picture, system, userSays('go on')];
    const prompts = new PromptBuilder(marking);

    for (let length = 4; length <= messages.length; length++) {
      const some = messages.slice(0, length);
      expect(prompts.promptOf(some)).toEqual(new PromptBuilder(marking).promptOf(some));
    }
    expect(prompts.promptOf(messages).map(({ role }) => role)).toEqual([
      ...['system', 'user', 'assistant', 'tool'],
      // The pictures of the step, then the late word of the system.
      ...['user', 'user', 'user'],
    ]);
  });
});
