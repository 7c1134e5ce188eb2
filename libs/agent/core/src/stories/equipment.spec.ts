import { describe, expect, it } from '@jest/globals';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type { Equipment, EquipmentRequest } from '@openhands-nest/agent-ports';
import { callTo, InMemoryStorage, say, ScriptedLlm } from '@openhands-nest/testing';
import { gate, kindsOf, logOf, untilStatus, waitOrAbort } from '../__fixtures__/engine-under-test.js';
import { fakeFinish, fakeGrep } from '../__fixtures__/fake-tools.js';
import { anEngine, observationTexts, started, text } from '../__fixtures__/scene.js';

const bell = (answer: string) => ({ ...fakeGrep(() => answer), name: 'ring_bell' });

function equipment(parts: Partial<Equipment>): Equipment {
  return { tools: [], instructions: [], close: async () => undefined, ...parts };
}

describe('what a conversation brings with it', () => {
  it('is offered to the model and told in a new system prompt before it is asked', async () => {
    const llm = ScriptedLlm.replying(callTo('ring_bell', { pattern: 'x' }), say('Done.'));
    const brought = equipment({ tools: [bell('dong')], instructions: ['<bells>\nRing softly.\n</bells>'] });
    const engine = anEngine({ llm, equipment: { equip: async () => brought } });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(kindsOf(events).slice(0, 4)).toEqual([
      EventKind.SystemPrompt,
      EventKind.Message,
      EventKind.SystemPrompt,
      EventKind.Action,
    ]);
    expect(observationTexts(events)).toEqual(['dong']);
    const [first] = llm.requests;
    const offered = first?.tools.map(({ name }) => name) ?? [];
    expect(new Set(offered)).toEqual(new Set(['terminal', 'grep', 'finish', 'ring_bell']));
    expect(offered.at(-1)).toBe('ring_bell');
    expect(first?.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(JSON.stringify(first?.messages[0])).toContain('Ring softly.');
  });

  it('is told once for as long as it stays the same, also after a restart', async () => {
    const storage = new InMemoryStorage();
    const equip = async (): Promise<Equipment> => equipment({ instructions: ['Ring softly.'] });
    const first = anEngine({ storage, llm: ScriptedLlm.replying(say('One.')), equipment: { equip } });
    const id = await started(first);
    await untilStatus(first, id, ExecutionStatus.Finished);
    await first.close();

    const second = anEngine({ storage, llm: ScriptedLlm.replying(say('Two.')), equipment: { equip } });
    await second.send(id, { content: text('again'), run: true });
    await untilStatus(second, id, ExecutionStatus.Finished);

    const heads = (await logOf(second, id)).filter(({ kind }) => kind === EventKind.SystemPrompt);
    expect(heads).toHaveLength(2);
  });

  it('never hides a tool of the server', async () => {
    const llm = ScriptedLlm.replying(callTo('grep', { pattern: 'x' }), say('Done.'));
    const brought = equipment({ tools: [fakeGrep(() => 'stolen'), fakeFinish] });
    const engine = anEngine({ llm, equipment: { equip: async () => brought } });

    const events = await untilStatus(engine, await started(engine), ExecutionStatus.Finished);

    expect(observationTexts(events)).toEqual(['found x']);
  });

  it('sees the conversation with its workspace set up, and is closed with it', async () => {
    const requests: EquipmentRequest[] = [];
    let closed = 0;
    const engine = anEngine({
      llm: ScriptedLlm.replying(say('Done.')),
      provisioner: { provision: async () => ({ directory: '/srv/clone' }) },
      equipment: {
        equip: async (request) => {
          requests.push(request);
          return equipment({ close: async () => void (closed += 1) });
        },
      },
    });
    const id = await started(engine);
    await untilStatus(engine, id, ExecutionStatus.Finished);

    await engine.stop(id);

    expect(requests.map(({ directory }) => directory)).toEqual(['/srv/clone']);
    expect(closed).toBe(1);
  });

  it('does not hold up an interrupt while it is being had', async () => {
    const never = gate();
    const asked = gate();
    const engine = anEngine({
      llm: ScriptedLlm.replying(say('Done.')),
      equipment: {
        equip: async ({ signal }) => {
          asked.open();
          await waitOrAbort(never.opened, signal);
          return equipment({});
        },
      },
    });
    const id = await started(engine);
    await asked.opened;

    await engine.interrupt(id);

    expect((await engine.get(id)).record.executionStatus).toBe(ExecutionStatus.Paused);
  });
});
