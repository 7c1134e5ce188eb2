import { describe, expect, it } from '@jest/globals';
import { titleFrom } from './title.js';

describe('titleFrom', () => {
  it.each([
    ['Fix the login', 'Fix the login'],
    ['\n\n   ---\n# Fix   the **login** page\nmore', 'Fix the login page'],
    ['- [ ] see [the issue](https://example.org/1) in `auth.ts`', 'see the issue in auth.ts'],
    ['```ts\nconst a = 1;\n```', 'const a = 1;'],
    ['> 2. *quickly* rename snake_case_names and 2 * 3 * 4', 'quickly rename snake_case_names and 2 * 3 * 4'],
    ['***', '***'],
    ['the 👨‍👩‍👧 page\u202e', 'the 👨‍👩‍👧 page'],
    ['\n ?! \n', '?!'],
    ['', ''],
  ])('of %j is %j', (message, title) => {
    expect(titleFrom(message)).toBe(title);
  });

  it('cuts at a word and says so', () => {
    const title = titleFrom('Please refactor the authentication module, so that tokens are rotated');

    expect(title).toBe('Please refactor the authentication module, so...');
    expect(title.length).toBeLessThanOrEqual(50);
  });

  it('cuts one endless word, and never inside a character', () => {
    expect(titleFrom('x'.repeat(80))).toBe('x'.repeat(47) + '...');
    expect(titleFrom('😀'.repeat(80))).toBe('😀'.repeat(47) + '...');
  });

  it('keeps a text of exactly 50 characters whole', () => {
    expect(titleFrom('y'.repeat(50))).toBe('y'.repeat(50));
  });
});
