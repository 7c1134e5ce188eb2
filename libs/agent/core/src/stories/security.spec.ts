import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent } from '@openhands-nest/contracts/events';
import { EventKind, ExecutionStatus, SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import type { ConfirmationPolicySpec, SecurityAnalyzerSpec, Tool } from '@openhands-nest/agent-ports';
import { callsTo, callTo, say, ScriptedLlm } from '@openhands-nest/testing';
import { DEFAULT_PATTERNS } from '../security/default-patterns.js';
import { untilStatus } from '../__fixtures__/engine-under-test.js';
import { fakeGrep, fakeTerminal } from '../__fixtures__/fake-tools.js';
import { anEngine, observationTexts, text } from '../__fixtures__/scene.js';

const MODEL: SecurityAnalyzerSpec = { kind: 'LLMSecurityAnalyzer' };
const PATTERNS: SecurityAnalyzerSpec = { kind: 'PatternSecurityAnalyzer', ...DEFAULT_PATTERNS };
const RISKY: ConfirmationPolicySpec = { kind: 'ConfirmRisky', threshold: 'HIGH', confirm_unknown: true };

const looking: Tool = {
  ...fakeGrep(() => 'found'),
  annotations: { ...fakeGrep(() => '').annotations, readOnlyHint: true },
};
const tools = [fakeTerminal((command) => `ran ${command}`), looking];

interface Scene {
  readonly analyzer?: SecurityAnalyzerSpec;
  readonly policy?: ConfirmationPolicySpec;
}

async function begun(llm: ScriptedLlm, { analyzer, policy = RISKY }: Scene) {
  const engine = anEngine({ llm, tools });
  const { view } = await engine.create({
    confirmation: policy,
    ...(analyzer && { securityAnalyzer: analyzer }),
    initialMessage: text('go'),
  });
  return { engine, id: view.record.id };
}

describe('an analyzer that asks the model', () => {
  it('has the model say with each call how dangerous it is, but for those that only look', async () => {
    const llm = ScriptedLlm.replying(say('Done.'));
    const { engine, id } = await begun(llm, { analyzer: MODEL });
    await untilStatus(engine, id, ExecutionStatus.Finished);
    const [terminal, grep] = (llm.requests[0]?.tools ?? []).map(({ parameters }) => parameters);
    expect(terminal).toMatchObject({
      properties: { command: {}, summary: {}, security_risk: { enum: ['LOW', 'MEDIUM', 'HIGH'] } },
      required: ['command', 'security_risk'],
    });
    expect(grep?.['properties']).not.toHaveProperty('security_risk');
  });

  it('lets pass what the model finds harmless, and asks a person about the rest', async () => {
    const llm = ScriptedLlm.replying(
      callTo('terminal', { command: 'ls', security_risk: 'LOW' }),
      callTo('terminal', { command: 'deploy', security_risk: 'high' }),
      say('Done.'),
    );
    const { engine, id } = await begun(llm, { analyzer: MODEL });
    const events = await untilStatus(engine, id, ExecutionStatus.WaitingForConfirmation);

    expect(observationTexts(events)).toEqual(['ran ls']);
    expect(risksOf(events)).toEqual([SecurityRisk.Low, SecurityRisk.High]);
    const last = events.findLast(({ kind }) => kind === EventKind.Action);
    expect(verdictsOf(events).at(-1)).toMatchObject({
      source: 'environment',
      analyzer: 'LLMSecurityAnalyzer',
      policy: 'ConfirmRisky',
      risks: { [last?.id ?? '']: 'HIGH' },
      details: {},
    });

    await engine.respondToConfirmation(id, { accept: true, reason: '' });
    expect(observationTexts(await untilStatus(engine, id, ExecutionStatus.Finished))).toEqual(['ran ls', 'ran deploy']);
  });

  it('does not know when the model says nothing, or nothing that makes sense', async () => {
    const policy = { ...RISKY, confirm_unknown: false } as ConfirmationPolicySpec;
    const llm = ScriptedLlm.replying(
      callsTo([
        ['terminal', { command: 'a' }],
        ['terminal', { command: 'b', security_risk: 'sky-high' }],
      ]),
      say('Done.'),
    );
    const { engine, id } = await begun(llm, { analyzer: MODEL, policy });
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);
    expect(risksOf(events)).toEqual([SecurityRisk.Unknown, SecurityRisk.Unknown]);
    expect(observationTexts(events)).toEqual(['ran a', 'ran b']);
  });
});

describe('an analyzer that looks itself', () => {
  it('holds back a reply with one dangerous call, whatever the model says of it', async () => {
    const llm = ScriptedLlm.replying(
      callsTo([
        ['terminal', { command: 'ls', security_risk: 'LOW' }],
        ['terminal', { command: `r''m -r -f build`, security_risk: 'LOW' }],
      ]),
    );
    const { engine, id } = await begun(llm, { analyzer: PATTERNS });
    const events = await untilStatus(engine, id, ExecutionStatus.WaitingForConfirmation);
    expect(observationTexts(events)).toEqual([]);
    expect(Object.values(verdictsOf(events)[0]?.risks ?? {})).toEqual(['LOW', 'HIGH']);
    expect(llm.requests[0]?.tools[0]?.parameters['properties']).not.toHaveProperty('security_risk');
  });

  it('tells what it found even when nobody is asked', async () => {
    const llm = ScriptedLlm.replying(callTo('terminal', { command: 'sudo rm x' }), say('Done.'));
    const { engine, id } = await begun(llm, { analyzer: PATTERNS, policy: { kind: 'NeverConfirm' } });
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);
    expect(observationTexts(events)).toEqual(['ran sudo rm x']);
    expect(verdictsOf(events)).toMatchObject([{ analyzer: 'PatternSecurityAnalyzer', policy: 'NeverConfirm' }]);
    expect(JSON.stringify(llm.requests[1]?.messages)).not.toContain('PatternSecurityAnalyzer');
  });

  it('can be set and taken away while the conversation is there', async () => {
    const llm = ScriptedLlm.replying(say('First.'), callTo('terminal', { command: 'rm -rf /' }), say('Second.'));
    const { engine, id } = await begun(llm, { policy: { ...RISKY, confirm_unknown: false } });
    await untilStatus(engine, id, ExecutionStatus.Finished);

    await engine.change(id, { securityAnalyzer: { kind: 'PolicyRailSecurityAnalyzer' } });
    await engine.send(id, { content: text('more'), run: true });
    await untilStatus(engine, id, ExecutionStatus.WaitingForConfirmation);

    await engine.change(id, { securityAnalyzer: null });
    await engine.respondToConfirmation(id, { accept: true, reason: '' });
    const events = await untilStatus(engine, id, ExecutionStatus.Finished);
    const told = events.flatMap((event) =>
      event.kind === EventKind.StateUpdate && event.key === 'security_analyzer' ? [event.value] : [],
    );
    expect(told).toEqual([{ kind: 'PolicyRailSecurityAnalyzer' }, null]);
  });
});

it('without an analyzer nobody knows, whatever the model says', async () => {
  const llm = ScriptedLlm.replying(callTo('terminal', { command: 'ls', security_risk: 'LOW' }));
  const { engine, id } = await begun(llm, {});
  const events = await untilStatus(engine, id, ExecutionStatus.WaitingForConfirmation);
  expect(risksOf(events)).toEqual([SecurityRisk.Unknown]);
  expect(verdictsOf(events)).toEqual([]);
});

function risksOf(events: readonly ConversationEvent[]): SecurityRisk[] {
  return events.flatMap((event) => (event.kind === EventKind.Action ? [event.security_risk] : []));
}

function verdictsOf(events: readonly ConversationEvent[]) {
  return events.filter((event) => event.kind === EventKind.SecurityAnalysis);
}
