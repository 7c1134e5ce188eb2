import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, EventSource, ExecutionStatus } from '@openhands-nest/contracts/vocabulary';
import type {
  CallToCheck,
  ConfirmationPolicySpec,
  CriticSpec,
  GraySwanSpec,
  GuardrailSpec,
  Judges,
  PolicyCheck,
  WorkToScore,
} from '@openhands-nest/agent-ports';
import { answering, callTo, say, ScriptedLlm } from '@openhands-nest/testing';
import { gate, untilStatus, waitOrAbort } from '../__fixtures__/engine-under-test.js';
import { anEngine, observationTexts, text, until } from '../__fixtures__/scene.js';

const finish = callTo('finish', { message: 'Done.' });
const work = callTo('terminal', { command: 'work', security_risk: 'LOW' });
const labels = ['success', 'insufficient_testing'];
const service = { url: 'http://critic', model: 'm', timeoutMs: 1_000, showsTools: true, labels, issueThreshold: 0.75 };
const CRITIC: CriticSpec = {
  kind: 'APIBasedCritic',
  mode: 'finish_and_message',
  refinement: { threshold: 0.6, maxIterations: 2 },
  service,
};
const RISKY: ConfirmationPolicySpec = { kind: 'ConfirmRisky', threshold: 'HIGH', confirm_unknown: true };

class FakeJudges implements Judges {
  readonly works: WorkToScore[] = [];
  readonly calls: CallToCheck[] = [];

  constructor(
    private readonly scores: readonly (readonly number[] | Error)[] = [],
    private readonly check: (call: CallToCheck) => Promise<PolicyCheck> = async () => ({
      violation: 0,
      isInjection: false,
    }),
  ) {}

  async scoreWork(asked: WorkToScore): Promise<readonly number[]> {
    const score = this.scores[this.works.push(asked) - 1] ?? new Error('There are no more scores.');
    if (score instanceof Error) throw score;
    return score;
  }

  checkCall(asked: CallToCheck): Promise<PolicyCheck> {
    this.calls.push(asked);
    return this.check(asked);
  }
}

const scoresIn = (events: readonly ConversationEvent[]): unknown[] =>
  events.flatMap((event) => (event.kind === EventKind.Action ? [event.critic_result?.['score'] ?? null] : []));
const nudgesIn = (events: readonly ConversationEvent[]): string[] =>
  events.flatMap((event) =>
    event.kind === EventKind.Message && event.source === EventSource.Environment ? [JSON.stringify(event)] : [],
  );
const verdictsIn = (events: readonly ConversationEvent[]) =>
  events.filter((event) => event.kind === EventKind.SecurityAnalysis);

describe('a critic that is a service', () => {
  it('is told all that was said, with its key, and has the agent go on for its score and for faults', async () => {
    const judges = new FakeJudges([
      [0.3, 0.1],
      [0.9, 0.8],
      [0.9, 0.7],
    ]);
    const engine = anEngine({ llm: ScriptedLlm.replying(work, finish, finish, finish), judges });
    const { view } = await engine.create({
      critic: CRITIC,
      partKeys: { critic: 'sk-critic' },
      initialMessage: text('go'),
    });
    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);

    expect(scoresIn(events)).toEqual([null, 0.3, 0.9, 0.9]);
    const [first, second] = nudgesIn(events);
    expect(first).toContain('30 %');
    expect(second).toContain('insufficient testing (80 %)');
    const [asked] = judges.works;
    expect(asked).toMatchObject({ url: 'http://critic', model: 'm', apiKey: 'sk-critic' });
    expect(asked?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool', 'assistant']);
    expect(asked?.tools.map(({ name }) => name)).toContain('terminal');
    const judged = events.find((event) => event.kind === EventKind.Action && event.critic_result);
    const known = (judged as unknown as { critic_result: { metadata: { event_ids: string[] } } }).critic_result.metadata
      .event_ids;
    expect(known.at(-1)).toBe(judged?.id);
    expect(JSON.stringify([events, view.record])).not.toContain('sk-critic');
  });

  it('holds nothing up when it cannot judge', async () => {
    const judges = new FakeJudges([new Error('It is away.')]);
    const engine = anEngine({ llm: ScriptedLlm.replying(finish), judges });
    const { view } = await engine.create({ critic: CRITIC, initialMessage: text('go') });
    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Finished);
    expect([scoresIn(events), nudgesIn(events)]).toEqual([[null], []]);
  });
});

const SWAN: GraySwanSpec = {
  ...{ kind: 'GraySwanAnalyzer', history_limit: 2, max_message_chars: 50, timeout: 1, low_threshold: 0.3 },
  ...{ medium_threshold: 0.7, api_url: 'http://swan', policy_id: 'p', api_key: '**********', keyName: 'analyzer.1' },
};

describe('a monitor of policies', () => {
  const byCommand = async ({ messages }: CallToCheck): Promise<PolicyCheck> => {
    const last = messages.at(-1);
    const values = last?.role === 'assistant' ? (last.toolCalls[0]?.arguments ?? '') : '';
    return { violation: values.includes('bad') ? 0.71 : 0.7, isInjection: values.includes('injected') };
  };

  it('judges each call by what went before, without what the agent says of the risk', async () => {
    const judges = new FakeJudges([], byCommand);
    const bad = callTo('terminal', { command: 'bad', security_risk: 'LOW' });
    const engine = anEngine({ llm: ScriptedLlm.replying(work, work, bad), judges });
    const { view } = await engine.create({
      ...{ securityAnalyzer: SWAN, partKeys: { 'analyzer.1': 'sk-swan' }, confirmation: RISKY },
      initialMessage: text('x'.repeat(80)),
    });
    const events = await untilStatus(engine, view.record.id, ExecutionStatus.WaitingForConfirmation);

    expect(verdictsIn(events).map(({ risks }) => Object.values(risks))).toEqual([['MEDIUM'], ['MEDIUM'], ['HIGH']]);
    expect(observationTexts(events)).toHaveLength(2);
    const [first, , third] = judges.calls;
    expect(first).toMatchObject({ url: 'http://swan', apiKey: 'sk-swan', timeoutMs: 1_000, policyId: 'p' });
    expect(first?.messages[1]).toMatchObject({ role: 'user', content: [{ text: 'x'.repeat(50) }] });
    expect(third?.messages.map(({ role }) => role)).toEqual(['system', 'assistant', 'tool', 'assistant']);
    expect(JSON.stringify(judges.calls)).not.toContain('security_risk');
    expect(JSON.stringify([events, view.record.spec.securityAnalyzer])).not.toContain('sk-swan');
  });

  it('finds what somebody has slipped in dangerous, whatever the score', async () => {
    const judges = new FakeJudges([], byCommand);
    const engine = anEngine({ llm: ScriptedLlm.replying(callTo('terminal', { command: 'injected' })), judges });
    const { view } = await engine.create({
      ...{ securityAnalyzer: SWAN, partKeys: { 'analyzer.1': 'k' }, confirmation: RISKY, initialMessage: text('go') },
    });
    const events = await untilStatus(engine, view.record.id, ExecutionStatus.WaitingForConfirmation);
    expect(verdictsIn(events)).toMatchObject([{ risks: expect.anything() }]);
    expect(Object.values(verdictsIn(events)[0]?.risks ?? {})).toEqual(['HIGH']);
  });

  it('does not know without a key or an answer, and says why', async () => {
    const judges = new FakeJudges([], () => Promise.reject(new Error('It is away.')));
    const engine = anEngine({ llm: ScriptedLlm.replying(work, say('Done.'), work), judges });
    const { view } = await engine.create({
      securityAnalyzer: { ...SWAN, keyName: 'analyzer.gone' },
      confirmation: { ...RISKY, confirm_unknown: false },
      initialMessage: text('go'),
    });
    const { id } = view.record;
    const before = await untilStatus(engine, id, ExecutionStatus.Finished);
    expect(JSON.stringify(verdictsIn(before)[0]?.details)).toContain('no key for the monitor');

    await engine.change(id, {
      securityAnalyzer: { ...SWAN, keyName: 'analyzer.2' },
      analyzerKeys: { 'analyzer.2': 'sk-2' },
    });
    await engine.change(id, { confirmation: RISKY });
    await engine.send(id, { content: text('again'), run: true });
    const events = await untilStatus(engine, id, ExecutionStatus.WaitingForConfirmation);
    expect(JSON.stringify(verdictsIn(events)[1]?.details)).toContain('It is away.');
    expect(judges.calls.map(({ apiKey }) => apiKey)).toEqual(['sk-2']);
    const told = events.flatMap((event) =>
      event.kind === EventKind.StateUpdate && event.key === 'security_analyzer' ? [event.value] : [],
    );
    expect(told).toEqual([{ ...SWAN, keyName: undefined }]);
  });

  it('is cut off when the run is interrupted', async () => {
    const never = gate();
    const judges = new FakeJudges([], async ({ signal }) => {
      await waitOrAbort(never.opened, signal);
      return { violation: 0, isInjection: false };
    });
    const engine = anEngine({ llm: ScriptedLlm.replying(work), judges });
    const { view } = await engine.create({
      ...{ securityAnalyzer: SWAN, partKeys: { 'analyzer.1': 'k' }, initialMessage: text('go') },
    });
    await until(() => judges.calls.length === 1);
    await engine.interrupt(view.record.id);
    const events = await untilStatus(engine, view.record.id, ExecutionStatus.Paused);
    expect(observationTexts(events)).toEqual([]);
  });
});

describe('a guardrail', () => {
  const SHIELD: GuardrailSpec = {
    ...{ kind: 'ToolShieldLLMSecurityAnalyzer', llm: { model: 'guard' }, history_window: 1 },
    ...{ safety_experiences: 'Never touch /prod.', model: { model: 'guard' }, usageId: 'guard', keyName: 'analyzer.g' },
  };

  it('is a model of its own that sees the calls before, and is paid for by itself', async () => {
    const guard = ScriptedLlm.always(
      answering(({ messages }) => {
        const asked = JSON.stringify(messages.at(-1));
        return say(asked.includes('deploy') ? 'RISK: HIGH\nNo.' : 'RISK: LOW\nFine.', { cost: 0.25 });
      }),
    );
    const llm = ScriptedLlm.replying(
      work,
      callTo('terminal', { command: 'next' }),
      callTo('terminal', { command: 'deploy' }),
    );
    const keys: (string | undefined)[] = [];
    const engine = anEngine({
      models: { guard, usual: llm },
      onCreateLlm: ({ model, apiKey }) => model === 'guard' && keys.push(apiKey),
    });
    const { view } = await engine.create({
      ...{ llm: { model: 'usual' }, confirmation: RISKY, initialMessage: text('go') },
      securityAnalyzer: {
        ...{ kind: 'EnsembleSecurityAnalyzer', propagate_unknown: false },
        analyzers: [{ kind: 'PolicyRailSecurityAnalyzer' }, SHIELD],
      },
      partKeys: { 'analyzer.g': 'sk-guard' },
    });
    const events = await untilStatus(engine, view.record.id, ExecutionStatus.WaitingForConfirmation);

    expect(verdictsIn(events).map(({ risks }) => Object.values(risks)[0])).toEqual(['LOW', 'LOW', 'HIGH']);
    expect(new Set(keys)).toEqual(new Set(['sk-guard']));
    const { record } = await engine.get(view.record.id);
    expect(record.metrics['guard']?.accumulated_cost).toBe(0.75);
    const last = JSON.stringify(guard.requests.at(-1)?.messages);
    expect(last).toContain('Never touch /prod.');
    expect(last).toContain('next');
    expect(last).not.toContain('"work');
  });
});
