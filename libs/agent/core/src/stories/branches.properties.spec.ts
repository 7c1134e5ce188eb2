import { expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import { answering, say, ScriptedLlm } from '@openhands-nest/testing';
import { fc, runs } from '@openhands-nest/testing/properties';
import type { Engine } from '../engine.js';
import { logOf } from '../__fixtures__/engine-under-test.js';
import { anEngine, text, untilAsync } from '../__fixtures__/scene.js';

type Step =
  | { readonly does: 'talks' }
  | { readonly does: 'goes' | 'forks'; readonly place: number }
  | { readonly does: 'empties' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ does: fc.constant('talks') }), weight: 3 },
  { arbitrary: fc.record({ does: fc.constantFrom('goes', 'forks'), place: fc.nat(100) }), weight: 3 },
  { arbitrary: fc.record({ does: fc.constant('empties') }), weight: 1 },
);

/** What was said from the root to an event, as the parents of the events tell it. */
function saidUpTo(log: readonly ConversationEvent[], leaf: string | null): string[] {
  const byId = new Map(log.map((event) => [event.id, event]));
  const said: string[] = [];
  for (let event = byId.get(leaf ?? ''); event; event = byId.get(event.parent_id ?? '')) {
    if (event.kind !== EventKind.Message) continue;
    said.unshift(event.llm_message.content.map((part) => (part.type === 'text' ? part.text : '')).join(''));
  }
  return said;
}

it('shows the model what leads to the newest event, wherever a conversation goes back to or begins anew', async () => {
  let words = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const llm = ScriptedLlm.always(answering(() => say(`Answer ${(words += 1)}.`)));
      const engine = anEngine({ llm });
      let { id } = (await engine.create({ initialMessage: text(`Begin ${(words += 1)}.`) })).view.record;
      await untilFinished(engine, id);
      for (const one of steps) {
        const log = (await logOf(engine, id)).filter(({ kind }) => kind === EventKind.Message);
        if (one.does === 'empties') await engine.navigate(id, null);
        else if (one.does === 'talks') {
          const message = `Word ${(words += 1)}.`;
          const before = saidUpTo(await logOf(engine, id), (await engine.get(id)).record.leafEventId);
          await engine.send(id, { content: text(message), run: true });
          await untilFinished(engine, id);
          const shown = (llm.requests.at(-1)?.messages ?? []).flatMap((asked) => {
            if (asked.role === 'assistant') return [asked.text];
            return asked.role === 'user' ? asked.content.map((part) => (part.type === 'text' ? part.text : '')) : [];
          });
          expect(shown).toEqual([...before, message]);
        } else {
          const place = log[one.place % Math.max(log.length, 1)]?.id;
          if (place === undefined) continue;
          if (one.does === 'goes') await engine.navigate(id, place);
          else ({ id } = (await engine.fork(id, { fromEventId: place })).record);
          expect((await engine.get(id)).record.leafEventId).toBe(place);
        }
      }
      await engine.close();
    }),
    { numRuns: runs(25) },
  );
});

async function untilFinished(engine: Engine, id: string): Promise<void> {
  await untilAsync(async () => (await engine.get(id)).record.executionStatus === ExecutionStatus.Finished);
}
