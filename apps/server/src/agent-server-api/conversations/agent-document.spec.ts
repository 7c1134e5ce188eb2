import { describe, expect, it } from '@jest/globals';
import { readAgent } from './agent-document.js';

const LLM = { model: 'openai/m', api_key: 'sk-a' };
const partsOf = (more: object): object => readAgent({ llm: LLM, ...more }).parts;

describe('the description of an agent', () => {
  it('names its tools by their names and by those of their classes', () => {
    const toolsOf = (more: object): unknown => (partsOf(more) as { tools: unknown }).tools;

    expect(toolsOf({})).toEqual(['finish', 'think']);
    expect(toolsOf({ tools: [{ name: 'FileEditorTool' }, { name: 'switch_llm' }, { name: 'SwitchLLMTool' }] })).toEqual(
      ['file_editor', 'switch_llm', 'finish', 'think'],
    );
    const defaults = ['SwitchLLMTool', 'FinishTool', 'InvokeSkillTool'];
    expect(toolsOf({ include_default_tools: defaults })).toEqual(['switch_llm', 'finish']);
  });

  it('says how a task finds its model', () => {
    const params = { active_meta_profile: 'router', meta_profile: { classifier_model: 'a', prompt_template: 'T' } };
    expect(partsOf({ tools: [{ name: 'ClassifyAndSwitchLLMTool', params }] })).toMatchObject({
      tools: ['route_task_to_model', 'finish', 'think'],
      routing: { name: 'router', rules: { classifier: 'a', classes: [], template: 'T' } },
    });
    expect(partsOf({ tools: [{ name: 'route_task_to_model' }] })).toMatchObject({ routing: {} });
  });

  it('has a condenser with the model of the agent, or with one of its own', () => {
    const partsWith = (llm: object): object => partsOf({ condenser: { kind: 'LLMSummarizingCondenser', llm } });
    const sizes = { maxSize: 240, keepFirst: 2 };

    expect(partsWith({ ...LLM, usage_id: 'condenser' })).toMatchObject({ condenser: sizes });
    for (const same of [{ ...LLM, usage_id: 'condenser' }, { model: 'openai/m' }, { ...LLM, stream: true }])
      expect(partsWith(same)).not.toMatchObject({ condenser: { llm: expect.anything() } });
    expect(partsWith({ model: 'openai/other', api_key: 'sk-b', usage_id: 'summaries' })).toMatchObject({
      condenser: { ...sizes, llm: { model: 'openai/other' }, usageId: 'summaries' },
      partKeys: { condenser: 'sk-b' },
    });
    const elsewhere = partsWith({ ...LLM, base_url: 'http://127.0.0.1:1' });
    expect(elsewhere).toMatchObject({
      condenser: { llm: { baseUrl: 'http://127.0.0.1:1' } },
      partKeys: { condenser: 'sk-a' },
    });
    expect(
      JSON.stringify(readAgent({ llm: LLM, condenser: { kind: 'LLMSummarizingCondenser', llm: LLM } }).document),
    ).not.toContain('sk-a');
  });

  it('has condensers in a row, each with its own model and limits', () => {
    const small = { kind: 'LLMSummarizingCondenser', max_size: 40, max_tokens: 9_000, keep_first: 3 };
    const headers = { Authorization: 'Bearer sk-b' };
    const llm = { model: 'openai/other', api_key: 'sk-b', extra_headers: headers };
    const other = { kind: 'LLMSummarizingCondenser', llm };
    const row = (...condensers: object[]): object => partsOf({ condenser: { kind: 'PipelineCondenser', condensers } });

    expect(row({ kind: 'NoOpCondenser' }, small, other)).toMatchObject({
      condenser: {
        ...{ maxSize: 40, maxTokens: 9_000, keepFirst: 3 },
        next: { maxSize: 240, llm: { model: 'openai/other' }, keyName: 'condenser.2' },
      },
      partKeys: { 'condenser.2': 'sk-b' },
    });
    expect(row({ kind: 'NoOpCondenser' })).toEqual(partsOf({}));
    const shown = readAgent({ llm: LLM, condenser: { kind: 'PipelineCondenser', condensers: [other] } }).document;
    expect(JSON.stringify(shown)).not.toContain('sk-b');
  });

  it('says who it is and what it is offered', () => {
    expect(partsOf({ persona: 'P', system_prompt: 'S', filter_tools_regex: '^t' })).toMatchObject({
      persona: 'P',
      systemPrompt: 'S',
      toolFilter: '^t',
    });
    expect(partsOf({ persona: null, system_prompt: null, filter_tools_regex: null })).toEqual(partsOf({}));
  });

  it('names a critic, and what follows when that one is not content', () => {
    expect(partsOf({ critic: { kind: 'PassCritic' } })).toMatchObject({
      critic: { kind: 'PassCritic', mode: 'finish_and_message' },
    });
    const critic = { kind: 'EmptyPatchCritic', mode: 'all_actions', iterative_refinement: { max_iterations: 2 } };
    expect(partsOf({ critic })).toMatchObject({
      critic: { kind: 'EmptyPatchCritic', mode: 'all_actions', refinement: { threshold: 0.6, maxIterations: 2 } },
    });
    expect(partsOf({ critic: null })).toEqual(partsOf({}));
  });

  it('names the service of a critic, and keeps its key apart', () => {
    const critic = {
      kind: 'APIBasedCritic',
      server_url: 'http://127.0.0.1:1',
      api_key: 'sk-critic',
      infra_labels: ['net'],
    };
    const read = readAgent({ llm: LLM, critic });
    expect(read.parts.critic?.service).toMatchObject({
      ...{ url: 'http://127.0.0.1:1', model: 'critic', timeoutMs: 300_000, showsTools: true, issueThreshold: 0.75 },
      labels: [
        'success',
        'sentiment_positive',
        ...Array<unknown>(15).fill(expect.any(String)),
        'net',
        ...Array<unknown>(8).fill(expect.any(String)),
      ],
    });
    expect(read.parts.partKeys).toEqual({ critic: 'sk-critic' });
    expect(JSON.stringify([read.document, read.parts.critic])).not.toContain('sk-critic');
  });
});
