import { describe, expect, it } from '@jest/globals';
import { aMessageEvent } from '@openhands-nest/testing';
import { readClientAction } from '../socket/client-action.js';
import { project } from './projection/__fixtures__/projected.js';

/** What the frontend sends with a message, as the log holds it and as it comes back. */
function sent(args: object): { content: unknown; shown: object | undefined } {
  const command = readClientAction({ action: 'message', args });
  if (command.kind !== 'message') throw new Error('It is no message.');
  const event = aMessageEvent('', { llm_message: { role: 'user', content: [...command.content] } as never });
  const [first] = project(event);
  return { content: command.content, shown: first && 'args' in first ? first.args : undefined };
}

describe('files that came with a message', () => {
  it('are told to the model in a part of their own, and come back as what they were', () => {
    const { content, shown } = sent({
      content: 'Look at these.',
      file_urls: ['/w/a.txt', '/w/b.txt'],
      image_urls: ['data:,'],
    });
    expect(content).toEqual([
      { type: 'text', text: 'Look at these.' },
      { type: 'text', text: 'Uploaded files:\n/w/a.txt\n/w/b.txt' },
      { type: 'image', image_urls: ['data:,'] },
    ]);
    expect(shown).toMatchObject({
      content: 'Look at these.',
      file_urls: ['/w/a.txt', '/w/b.txt'],
      image_urls: ['data:,'],
    });
  });

  it('are nothing that a person wrote', () => {
    expect(sent({ content: 'Uploaded files:\nnone', file_urls: [] }).shown).toMatchObject({
      content: 'Uploaded files:\nnone',
      file_urls: null,
    });
  });

  it('may be all that a message has', () => {
    expect(sent({ content: ' ', file_urls: ['/w/a.txt'] }).content).toEqual([
      { type: 'text', text: 'Uploaded files:\n/w/a.txt' },
    ]);
  });
});
