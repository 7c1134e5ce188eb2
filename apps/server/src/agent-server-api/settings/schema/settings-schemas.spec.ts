import { describe, expect, it } from '@jest/globals';
import { SettingsSchema } from '@openhands-nest/contracts/agent-server';
import { validateValue } from '@openhands-nest/contracts/schema';
import { AGENT_NOTES, CONVERSATION_NOTES } from './field-notes.js';
import { agentSettingsSchema, conversationSettingsSchema } from './settings-schemas.js';

const fieldsOf = (schema: SettingsSchema) => schema.sections.flatMap(({ fields }) => fields);

describe('the schemas of settings', () => {
  it.each([agentSettingsSchema(), conversationSettingsSchema()])('have the declared shape: %#', (schema) => {
    expect(validateValue(SettingsSchema, schema)).toEqual([]);
    const keys = fieldsOf(schema).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('describe a field as it is declared', () => {
    const fields = new Map(fieldsOf(agentSettingsSchema()).map((field) => [field.key, field]));
    expect(fields.get('llm.api_key')).toMatchObject({
      value_type: 'string',
      default: null,
      secret: true,
      prominence: 'critical',
    });
    expect(fields.get('llm.num_retries')).toMatchObject({ value_type: 'integer', default: 5, secret: false });
    expect(fields.get('llm.api_mode')?.choices.map(({ value }) => value)).toEqual(['auto', 'chat', 'responses']);
    expect(fields.get('condenser.max_size')).toMatchObject({ section: 'condenser', depends_on: ['condenser.enabled'] });
    expect(fields.get('mcp_config')).toMatchObject({ value_type: 'object', default: {}, label: 'MCP servers' });
    expect(fields.get('acp_server')).toMatchObject({ variant: 'acp', label: 'ACP server' });
  });

  it('have no note about a field that is not there', () => {
    const keys = [agentSettingsSchema(), conversationSettingsSchema()].flatMap(fieldsOf).map(({ key }) => key);
    for (const key of [...Object.keys(AGENT_NOTES), ...Object.keys(CONVERSATION_NOTES)]) expect(keys).toContain(key);
  });
});
