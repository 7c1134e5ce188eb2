import type { AcpAgent, AcpPrompt, AcpReply, OpenAcpAgent, OpenAcpRequest } from '@openhands-nest/agent-ports';

/** What an agent does with a prompt. It may tell of pieces and calls on the way; texts that it told are its reply. */
export type AcpConduct = (prompt: AcpPrompt, index: number) => Promise<Partial<AcpReply> | void> | Partial<AcpReply> | void;

export interface FakeAcp {
  readonly open: OpenAcpAgent;
  /** Requests to start it, oldest first. */
  readonly opened: OpenAcpRequest[];
  /** Texts of the prompts that it got, oldest first. */
  readonly prompts: string[];
  /** Models that it was told to use. */
  readonly models: string[];
  /** As if its program had ended. */
  die(): void;
}

/** An agent in a program of its own, without the program. Sessions go on when they are asked for, unless `forgets`. */
export function fakeAcp(conduct: AcpConduct, { forgets = false }: { readonly forgets?: boolean } = {}): FakeAcp {
  const [opened, prompts, models]: [OpenAcpRequest[], string[], string[]] = [[], [], []];
  let alive = false;
  const open: OpenAcpAgent = async (request) => {
    opened.push(request);
    alive = true;
    const resume = forgets ? undefined : request.resume;
    return agentFor(resume?.id ?? `session-${opened.length}`, resume !== undefined, request.model ?? null);
  };
  return { open, opened, prompts, models, die: () => void (alive = false) };

  function agentFor(id: string, resumed: boolean, model: string | null): AcpAgent {
    return {
      session: {
        ...{ id, model, agentName: 'fake-agent', agentVersion: '1.0.0', canSwitchModel: false, modelIsOption: false },
        models: [{ id: 'small', name: 'Small', description: null }],
      },
      resumed,
      get alive() {
        return alive;
      },
      prompt: (prompt) => answer(prompt),
      ask: async (question) => ({ ...REPLY, text: `You ask: ${question}` }),
      setModel: async (chosen) => void models.push(chosen),
      close: async () => void (alive = false),
    };
  }

  async function answer(prompt: AcpPrompt): Promise<AcpReply> {
    let text = '';
    const index = prompts.length;
    prompts.push(prompt.content.map((part) => (part.type === 'text' ? part.text : '[image]')).join('\n'));
    const reply = await conduct({ ...prompt, onText: (piece) => ((text += piece), prompt.onText(piece)) }, index);
    return { ...REPLY, text, ...reply };
  }
}

/** Resolves when the prompt is cancelled, as agents do that agree. */
export function untilCancelled({ signal }: AcpPrompt): Promise<Partial<AcpReply>> {
  const cancelled = { stopReason: 'cancelled' };
  if (signal.aborted) return Promise.resolve(cancelled);
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(cancelled), { once: true }));
}

const REPLY: AcpReply = {
  ...{ text: '', thought: '', stopReason: 'end_turn' },
  usage: {
    ...{ promptTokens: 10, completionTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0 },
    ...{ reasoningTokens: 0, contextWindow: 1000 },
  },
};
