import type { LlmMessage } from '@openhands-nest/agent-ports';

/** Arguments as whoever judges is shown them: without what the agent itself says of the risk. Broken JSON stays a text. */
export function shownArguments(json: string): unknown {
  try {
    const values: unknown = JSON.parse(json);
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return values;
    const { security_risk: _, ...others } = values as Record<string, unknown>;
    return others;
  } catch {
    return json;
  }
}

/** A message with its calls as whoever judges is shown them. */
export function withoutOwnRisk(message: LlmMessage): LlmMessage {
  if (message.role !== 'assistant') return message;
  return {
    ...message,
    toolCalls: message.toolCalls.map((call) => ({ ...call, arguments: shownText(call.arguments) })),
  };
}

function shownText(json: string): string {
  const shown = shownArguments(json);
  return typeof shown === 'string' ? json : JSON.stringify(shown);
}
