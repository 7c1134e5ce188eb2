import type { ReplayStep } from '@openhands-nest/agent-ports';

/** Characters that go on with a file's name: `/work2` does not lie in `/work`. */
const NAME_GOES_ON = '(?![A-Za-z0-9._-])';

/** Recorded calls with the paths of the workspace in which they were recorded moved to another one. Both are absolute. */
export function movedReplay(steps: readonly ReplayStep[], from: string, to: string): readonly ReplayStep[] {
  const old = from.replace(/\/+$/, '');
  if (old === '' || old === to) return steps;
  const pattern = new RegExp(old.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + NAME_GOES_ON, 'g');
  const moved = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(pattern, () => to);
    if (Array.isArray(value)) return value.map(moved);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, moved(item)]));
  };
  return steps.map((step) => ({
    ...step,
    calls: step.calls.map((call) => ({ ...call, arguments: moved(call.arguments) as typeof call.arguments })),
  }));
}
