import { describe, expect, it } from '@jest/globals';
import {
  NO_EQUIPMENT,
  type Equipment,
  type EquipmentProvider,
  type EquipmentRequest,
  type HookConfig,
  type HookMatcher,
  type Logger,
} from '@openhands-nest/agent-ports';
import { composeEquipment } from './compose-equipment.js';

const NO_HOOKS: HookConfig = {
  pre_tool_use: [],
  post_tool_use: [],
  user_prompt_submit: [],
  session_start: [],
  session_end: [],
  stop: [],
};
const warnings: string[] = [];
const logger: Logger = {
  info: () => undefined,
  warn: (message) => void warnings.push(message),
  error: () => undefined,
};
const request = (signal = new AbortController().signal): EquipmentRequest =>
  ({ record: { id: 'c1' }, signal }) as unknown as EquipmentRequest;

function providing(instruction: string, close: () => Promise<void> = async () => undefined) {
  const equipment: Equipment = { tools: [], instructions: [instruction], close };
  return { equip: async () => equipment };
}

describe('composeEquipment', () => {
  it('joins what the providers give, in their order', async () => {
    const equipment = await composeEquipment([providing('one'), providing('two')], logger).equip(request());

    expect(equipment.instructions).toEqual(['one', 'two']);
  });

  it('joins their hooks', async () => {
    const stop = (command: string): HookMatcher[] => [{ matcher: command, hooks: [] }];
    const withHooks = (command: string): EquipmentProvider => ({
      equip: async () => ({ ...NO_EQUIPMENT, hooks: { ...NO_HOOKS, stop: stop(command) } }),
    });

    const equipment = await composeEquipment([withHooks('a'), providing('one'), withHooks('b')], logger).equip(
      request(),
    );

    expect(equipment.hooks?.stop.map(({ matcher }) => matcher)).toEqual(['a', 'b']);
  });

  it('leaves one that fails out, and says so', async () => {
    const broken = { equip: () => Promise.reject(new Error('no such server')) };

    const equipment = await composeEquipment([broken, providing('two')], logger).equip(request());

    expect(equipment.instructions).toEqual(['two']);
    expect(warnings).toHaveLength(1);
  });

  it('closes all parts, also when one of them cannot be closed', async () => {
    let closed = 0;
    const stuck = providing('one', () => Promise.reject(new Error('stuck')));
    const fine = providing('two', async () => void (closed += 1));

    await (await composeEquipment([stuck, fine], logger).equip(request())).close();

    expect(closed).toBe(1);
  });

  it('closes what it had when nobody waits any more', async () => {
    const abort = new AbortController();
    let closed = 0;
    const slow = {
      equip: async () => {
        abort.abort(new Error('stopped'));
        return providing('x', async () => void (closed += 1)).equip();
      },
    };

    await expect(composeEquipment([slow], logger).equip(request(abort.signal))).rejects.toThrow('stopped');
    expect(closed).toBe(1);
  });
});
