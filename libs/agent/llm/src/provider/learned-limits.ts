import type { RefusedSetting } from '../parameters/refused-setting.js';
import type { ModelRoute } from './model-route.js';

/** Models that are remembered. */
const MAX_MODELS = 1000;

interface Limits {
  readonly refused: ReadonlySet<RefusedSetting>;
  /** The server has no Responses API. */
  readonly isChatOnly: boolean;
}

const NONE: Limits = { refused: new Set(), isChatOnly: false };

/** What servers said they do not take, so that they are not asked for it again. Forgotten with the process. */
export class LearnedLimits {
  private readonly limits = new Map<string, Limits>();

  of(route: ModelRoute): Limits {
    return this.limits.get(keyOf(route)) ?? NONE;
  }

  refuses(route: ModelRoute, setting: RefusedSetting): void {
    const { refused, isChatOnly } = this.of(route);
    this.learn(route, { refused: new Set([...refused, setting]), isChatOnly });
  }

  speaksChatOnly(route: ModelRoute): void {
    this.learn(route, { ...this.of(route), isChatOnly: true });
  }

  private learn(route: ModelRoute, limits: Limits): void {
    if (this.limits.size >= MAX_MODELS) this.limits.clear();
    this.limits.set(keyOf(route), limits);
  }
}

function keyOf({ baseUrl, modelId }: ModelRoute): string {
  return `${baseUrl} ${modelId}`;
}
