import { describe, expect, it } from '@jest/globals';
import { ConversationTrigger } from '@openhands-nest/contracts/vocabulary';
import { aConversationRecord, aConversationSpec, InMemoryStorage } from '@openhands-nest/testing';
import type { ConversationRecord, EquipmentRequest } from '@openhands-nest/agent-ports';
import { writeSecret } from '../agent-server-api/settings/user-secrets.js';
import { secretsEquipment } from './secrets-equipment.js';
import { customSecrets } from './user-environment.js';

const ours = aConversationRecord({ spec: aConversationSpec({ trigger: ConversationTrigger.Gui }) });
const ofAgentServer = aConversationRecord({ spec: aConversationSpec({}) });

async function storeWithSecrets(): Promise<InMemoryStorage['settings']> {
  const { settings } = new InMemoryStorage();
  await writeSecret(settings, 'db_key', { value: 'geheim', description: 'the database' });
  await writeSecret(settings, 'OTHER', { value: 'geheim', description: null });
  await settings.writeSecret('git_token', 'x');
  return settings;
}

describe('secrets that people keep', () => {
  it('are variables in capitals, for conversations of the OpenHands API alone', async () => {
    const settings = await storeWithSecrets();
    expect(await customSecrets(ours, settings)).toEqual({ DB_KEY: 'geheim', OTHER: 'geheim' });
    expect(await customSecrets(ofAgentServer, settings)).toEqual({});
  });

  it('are told to the agent by name and purpose', async () => {
    const provider = secretsEquipment(await storeWithSecrets());
    const instructionsFor = async (record: ConversationRecord): Promise<string> =>
      (await provider.equip({ record } as EquipmentRequest)).instructions.join();
    expect(await instructionsFor(ours)).toContain('- DB_KEY: the database\n- OTHER\n');
    expect(await instructionsFor(ours)).not.toContain('geheim');
    expect(await instructionsFor(ofAgentServer)).toBe('');
  });
});
