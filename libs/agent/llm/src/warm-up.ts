import type { LlmSettings } from '@openhands-nest/agent-ports';
import { routeOf } from './provider/model-route.js';
import { Channel } from './provider/channel.js';

/**
 * Loads what the first call of a model needs, so that it does not wait for that. Asks nobody.
 * @throws InvalidRequestError when the name does not say where the model is.
 */
export async function warmUp(settings: LlmSettings): Promise<void> {
  // Node loads its HTTP client with the first use of any of its classes.
  void new Headers();
  await new Channel(settings, routeOf(settings)).open();
}
