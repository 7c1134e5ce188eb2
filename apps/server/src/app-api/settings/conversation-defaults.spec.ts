import { describe, expect, it } from '@jest/globals';
import { ToolName, USUAL_TOOLS } from '@openhands-nest/contracts/vocabulary';
import { initialConfiguration } from '../../agent-server-api/settings/configuration.js';
import { conversationDefaults } from './conversation-defaults.js';

describe('a new conversation of the frontend', () => {
  it('has a browser that people can watch, beside the usual tools', () => {
    expect(conversationDefaults(initialConfiguration(), true)).toMatchObject({
      tools: [...USUAL_TOOLS, ToolName.BrowserToolSet],
      browserPictures: true,
    });
  });

  it('has the usual tools only where there is no browser', () => {
    const defaults = conversationDefaults(initialConfiguration(), false);
    expect(defaults.tools).toBeUndefined();
    expect(defaults.browserPictures).toBeUndefined();
  });
});
