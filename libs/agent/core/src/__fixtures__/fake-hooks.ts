import type { HookConfig, HookEventType, HookHost, HookOccasion, HookOutcome, Hooks, OpenHooks } from '@openhands-nest/agent-ports';

export type HookAnswer = Partial<HookOutcome> | undefined;

/** A configuration that only the fake below understands: every event is listened to by one hook. */
export const SOME_HOOKS: HookConfig = {
  pre_tool_use: [],
  post_tool_use: [],
  user_prompt_submit: [],
  session_start: [],
  session_end: [],
  stop: [
    {
      matcher: '*',
      hooks: [
        {
          type: 'command',
          name: null,
          command: 'guard',
          prompt: null,
          system_prompt: null,
          tools: [],
          timeout: 60,
          max_iterations: 3,
          async: false,
        },
      ],
    },
  ],
};

/** Hooks that do what the test says, and remember what they were told. */
export class FakeHooks {
  readonly occasions: HookOccasion[] = [];
  closed = 0;

  constructor(
    private readonly answers: Partial<
      Record<HookEventType, (occasion: HookOccasion, host: HookHost, signal: AbortSignal) => Promise<HookAnswer> | HookAnswer>
    >,
  ) {}

  get types(): string[] {
    return this.occasions.map(({ type }) => type);
  }

  readonly open: OpenHooks = (_config, host): Hooks => ({
    listensTo: (type) => this.answers[type] !== undefined,
    run: async (occasion, signal) => {
      this.occasions.push(occasion);
      const answer = await this.answers[occasion.type]?.(occasion, host, signal);
      return [{ label: 'guard', success: true, blocked: false, exitCode: 0, stdout: '', stderr: '', ...answer }];
    },
    close: async () => void (this.closed += 1),
  });
}
