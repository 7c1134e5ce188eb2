import { describe, expect, it } from '@jest/globals';
import { readClientAction, type ClientCommand } from './client-action.js';

const image = 'data:image/png;base64,AAAA';
const timestamp = '2025-08-20T09:16:00.000Z';
const said = (text: string): object => ({ type: 'text', text });

describe('what a client of 0.53 sends', () => {
  it.each<[string, object, object]>([
    [
      'a message',
      {
        action: 'message',
        args: { content: 'Add a CSV export', image_urls: [], file_urls: [], timestamp },
      },
      { kind: 'message', content: [said('Add a CSV export')] },
    ],
    [
      'a message with pictures',
      { action: 'message', args: { content: 'See', image_urls: [image], timestamp } },
      { kind: 'message', content: [said('See'), { type: 'image', image_urls: [image] }] },
    ],
    [
      'pictures under their older name',
      { action: 'message', args: { content: 'See', images_urls: [image] } },
      { kind: 'message', content: [said('See'), { type: 'image', image_urls: [image] }] },
    ],
    [
      'a message with all that its kind has, and a timeout',
      {
        action: 'message',
        timeout: 30,
        args: { content: 'Go', image_urls: null, file_urls: null, wait_for_response: false },
      },
      { kind: 'message', content: [said('Go')] },
    ],
    [
      'a command that was typed',
      { action: 'run', args: { command: 'ls', hidden: false } },
      { kind: 'command', command: 'ls' },
    ],
  ])('is %s', (_name, json, command) => expect(readClientAction(json)).toEqual(command));

  it.each<[string, ClientCommand['kind']]>([
    ['user_confirmed', 'accept'],
    ['user_rejected', 'reject'],
    ['paused', 'pause'],
    ['running', 'run'],
    ['stopped', 'interrupt'],
  ])('is a change to %s', (state, kind) => {
    const args = { agent_state: state };
    expect(readClientAction({ action: 'change_agent_state', args })).toEqual({ kind });
    expect(readClientAction({ action: 'change_agent_state', args: { ...args, thought: '' } })).toEqual({ kind });
  });
});
