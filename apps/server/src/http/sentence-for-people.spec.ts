import { describe, expect, it } from '@jest/globals';
import { withSentence } from './sentence-for-people.js';

const issue = (msg: string, ...loc: (string | number)[]): object => ({ type: 'value_error', loc, msg });
const refusal = (...detail: object[]) => ({ status: 422, body: { detail } });

describe('a refusal on the OpenHands API', () => {
  it('says to people what is wrong, and where', () => {
    const answer = refusal(issue('Field required', 'body', 'servers', 0, 'url'), issue('Input is no JSON', 'body', 17));
    expect(withSentence(answer, '/api/settings')).toEqual({
      status: 422,
      body: { ...answer.body, message: 'servers.url: Field required; Input is no JSON' },
    });
  });

  it('is short', () => {
    const answer = refusal(...['a', 'b', 'c', 'd', 'e'].map((name) => issue('Field required', 'body', name)));
    expect(withSentence(answer, '/api/secrets').body).toMatchObject({
      message: expect.stringMatching(/; and 2 more$/),
    });
  });

  it('is left as it is for clients of the Agent Server, and when it has no list', () => {
    const answer = refusal(issue('Field required', 'body', 'content'));
    expect(withSentence(answer, '/agent-server/api/conversations')).toEqual(answer);
    const conflict = { status: 409, body: { detail: 'A run is in progress.' } };
    expect(withSentence(conflict, '/api/conversations')).toEqual(conflict);
  });
});
