import type { Engine, EngineOptions } from './engine.js';
import { ConversationEngine } from './conversation-engine.js';

/** Builds the engine. Call `recover()` once before commands are served. */
export function createEngine(options: EngineOptions): Engine {
  return new ConversationEngine(options);
}
