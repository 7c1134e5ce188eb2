import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind } from '@openhands-nest/contracts/vocabulary';
import { aMessageEvent, aStateUpdate, aText } from '@openhands-nest/testing';
import { secretsSection } from '../../settings/secrets-section.js';
import { anAction, CALL, project } from './__fixtures__/projected.js';
import type { LegacyEvent } from './legacy-event.js';
import { localTime } from './local-time.js';

const timestamp = CALL.timestamp;
const first = aMessageEvent('Add a CSV export', { timestamp });
const prompt = (text: string): ConversationEvent => ({
  kind: EventKind.SystemPrompt,
  id: 'p',
  timestamp,
  source: 'agent',
  system_prompt: aText('You are an agent.'),
  dynamic_context: aText(text),
  tools: [],
});
const added = (name: string) => ({
  activated_skills: [name],
  extended_content: [
    aText(
      `<extra_information>\nThe skill "${name}" was added because "${name}!" occurs in the message. Use it where it fits.`,
    ),
  ],
});
const recallsIn = (events: readonly LegacyEvent[]): readonly LegacyEvent[] =>
  events.filter((event) => ('observation' in event ? event.observation : event.action) === 'recall');

describe('the first message of a person', () => {
  it('asks for the context of the workspace, which is told before the agent acts', () => {
    const events = project(first, aStateUpdate(), anAction({ kind: 'ThinkAction', thought: 'Hm.' }));
    expect(recallsIn(events)).toEqual([
      {
        id: 5,
        timestamp: localTime(timestamp),
        source: 'user',
        message: 'recall: Add a CSV export',
        action: 'recall',
        args: { recall_type: 'workspace_context', query: 'Add a CSV export', thought: '' },
      },
      {
        id: 12,
        timestamp: localTime(timestamp),
        source: 'environment',
        message: 'The context of the workspace was added.',
        cause: 5,
        observation: 'recall',
        content: 'The context of the workspace was added.',
        extras: {
          recall_type: 'workspace_context',
          repo_name: 'acme/widget',
          repo_directory: 'widget',
          repo_branch: 'main',
          repo_instructions: '',
          runtime_hosts: {},
          additional_agent_instructions: '',
          date: '2026-03-02',
          custom_secrets_descriptions: {},
          conversation_instructions: 'Be brief.',
          working_dir: '/srv/work/widget',
          microagent_knowledge: [],
        },
      },
    ]);
    expect(events.at(-1)).toMatchObject({ id: 13, action: 'think' });
  });

  it('brings up the instructions of the repository and what secrets there are, as the agent is told them', () => {
    const context = [
      '<repository_context>\nRead these.\n<instructions name="agents">\nRun make test.\n</instructions>\n</repository_context>',
      ...secretsSection([{ name: 'DB_KEY', description: 'the database' }]),
    ].join('\n\n');
    const events = project(prompt('Nothing yet.'), first, aStateUpdate(), prompt(context), aMessageEvent('and a test'));
    const [, answer, ...others] = recallsIn(events);
    expect(answer).toMatchObject({
      id: 16,
      cause: 9,
      extras: { repo_instructions: 'Run make test.', custom_secrets_descriptions: { DB_KEY: 'the database' } },
    });
    expect(others).toEqual([]);
  });

  it.each([
    ['another message', aMessageEvent('and a test')],
    ['the end of its run', aStateUpdate('execution_status', 'error')],
  ])('is answered before %s at the latest', (_name, next) => {
    const events = project(first, aStateUpdate(), next);
    expect(recallsIn(events).at(-1)).toMatchObject({ id: 12, cause: 5 });
    expect(events.at(-1)?.id).toBe(13);
  });
});

describe('knowledge', () => {
  it('is shown with the message that called for it, also when it came late', () => {
    const events = project(
      aMessageEvent('tea!', { timestamp, ...added('tea') }),
      aMessageEvent('', { source: 'environment', ...added('late') }),
      aMessageEvent('nothing'),
      aMessageEvent('milk!', { timestamp, ...added('milk') }),
    );
    expect(recallsIn(events)).toMatchObject([
      { id: 5, action: 'recall', args: { recall_type: 'workspace_context' } },
      {
        id: 8,
        cause: 5,
        extras: { recall_type: 'workspace_context', microagent_knowledge: [{ name: 'tea', trigger: 'tea!' }] },
      },
      { id: 9, cause: 5, extras: { recall_type: 'knowledge', microagent_knowledge: [{ name: 'late' }] } },
      { id: 17, action: 'recall', args: { recall_type: 'knowledge', query: 'milk!' } },
      { id: 18, cause: 17, extras: { recall_type: 'knowledge', microagent_knowledge: [{ trigger: 'milk!' }] } },
    ]);
  });

  it('of a later message has its exact form', () => {
    const events = project(first, aMessageEvent('milk!', { timestamp, ...added('milk') }));
    expect(recallsIn(events).slice(2)).toEqual([
      {
        id: 10,
        timestamp: localTime(timestamp),
        source: 'user',
        message: 'recall: milk!',
        action: 'recall',
        args: { recall_type: 'knowledge', query: 'milk!', thought: '' },
      },
      {
        id: 11,
        timestamp: localTime(timestamp),
        source: 'environment',
        message: 'Knowledge was added: milk.',
        cause: 10,
        observation: 'recall',
        content: 'Knowledge was added: milk.',
        extras: {
          recall_type: 'knowledge',
          repo_name: '',
          repo_directory: '',
          repo_branch: '',
          repo_instructions: '',
          runtime_hosts: {},
          additional_agent_instructions: '',
          date: '',
          custom_secrets_descriptions: {},
          conversation_instructions: '',
          working_dir: '',
          microagent_knowledge: [
            { name: 'milk', trigger: 'milk!', content: expect.stringContaining('The skill "milk"') },
          ],
        },
      },
    ]);
  });
});
