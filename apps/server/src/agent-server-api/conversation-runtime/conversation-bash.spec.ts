import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { InMemoryStorage } from '@openhands-nest/testing';
import type { BashCommands } from '../bash/bash-commands.js';
import { ConversationBash } from './conversation-bash.js';
import type { CommandWorkspace, WorkspaceRunner } from './workspace-runner.js';

const REQUEST = { command: 'true', cwd: null, timeout: 5 };

let open: Set<CommandWorkspace>;
let recovered: PromiseWithResolvers<void>;
let bash: ConversationBash;
beforeEach(() => {
  open = new Set();
  recovered = Promise.withResolvers();
  const storage = new InMemoryStorage();
  bash = new ConversationBash({
    storeOf: (id) => storage.bashEventsOf(id),
    openWorkspace: async () => {
      const workspace: CommandWorkspace = {
        startCommand: () => ({ ended: Promise.resolve({ exitCode: 0 }), stop: async () => undefined }),
        close: async () => void open.delete(workspace),
      };
      open.add(workspace);
      return workspace;
    },
    // Of the commands only their beginning and their end count here.
    commandsOver: (_store, runner) =>
      ({ recover: () => recovered.promise, close: () => (runner as WorkspaceRunner).close() }) as BashCommands,
  });
});
afterEach(() => bash.close());

it('opens a workspace for a command, and closes it with the last one', async () => {
  recovered.resolve();
  await bash.run('c', '/', REQUEST, async () => expect(open.size).toBe(1));
  await bash.end('c');
  expect(open.size).toBe(0);
});

it('leaves no workspace open for a conversation that was removed meanwhile', async () => {
  const running = bash.run('c', '/', REQUEST, async () => undefined).catch(() => undefined);
  await bash.end('c');
  recovered.resolve();
  await running;
  expect(open.size).toBe(0);
});
