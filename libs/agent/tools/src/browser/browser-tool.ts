import type { Tool } from '@openhands-nest/agent-ports';
import type { BrowserObservation, DeclaredAction } from '@openhands-nest/contracts/events';
import { ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { untilAborted } from '../mcp/until-aborted.js';
import { argumentsOf } from '../schema/arguments-of.js';
import { textContent } from '../text/text-content.js';
import { BrowserRefused } from './browser-refused.js';
import type { BrowserSession } from './browser-session.js';
import { pictureOf } from './page-picture.js';
import { pageLineOf } from './page-state.js';

export interface BrowserToolOptions<A extends DeclaredAction> {
  readonly name: string;
  readonly kind: A['kind'];
  readonly description: string;
  /** Whether it only looks. */
  readonly readOnly?: boolean;
  /** Whether it leads to a page that is worth seeing. */
  readonly showsPage?: boolean;
  /** Whether the model has asked for a picture of that page. */
  readonly wantsPicture?: (action: A) => boolean;
  readonly run: (session: BrowserSession, action: A) => Promise<string>;
}

/** One tool of the set; all of them share the conversation's browser. */
export function browserTool<A extends DeclaredAction>(session: BrowserSession, options: BrowserToolOptions<A>): Tool {
  const { name, kind, description, readOnly = false } = options;
  const tool: Tool<A, BrowserObservation> = {
    name,
    kinds: { tool: kind.replace(/Action$/, 'Tool'), action: kind, observation: ObservationKind.Browser },
    description,
    ...argumentsOf<A>(kind),
    annotations: {
      title: name,
      readOnlyHint: readOnly,
      destructiveHint: false,
      idempotentHint: readOnly,
      openWorldHint: true,
    },
    resourceOf: () => 'browser',
    createExecutor: () => ({
      async execute(action, signal) {
        signal.throwIfAborted();
        try {
          return observation(await untilAborted(outcomeOf(session, action, options), signal));
        } catch (error) {
          signal.throwIfAborted();
          return observation({ text: sentenceOf(error) }, true);
        }
      },
      // The browser ends with the conversation's equipment.
      close: async () => undefined,
    }),
  };
  return tool;
}

/** What an action leads to. */
interface Outcome {
  readonly text: string;
  /** PNG as base64. */
  readonly screenshot?: string;
}

async function outcomeOf<A extends DeclaredAction>(
  session: BrowserSession,
  action: A,
  { run, showsPage, wantsPicture }: BrowserToolOptions<A>,
): Promise<Outcome> {
  const done = await run(session, action);
  if (!showsPage) return { text: done };
  const page = await session.page();
  const text = `${await pageLineOf(page)}\n${done}`;
  const isAskedFor = wantsPicture?.(action) ?? false;
  if (!isAskedFor && !session.takesPictures) return { text };
  const screenshot = await pictureOf(page);
  if (screenshot !== undefined) return { text, screenshot };
  return { text: isAskedFor ? `${text}\nNo picture could be taken of it.` : text };
}

function observation({ text, screenshot }: Outcome, isError = false): BrowserObservation {
  return {
    kind: ObservationKind.Browser,
    content: [textContent(text)],
    is_error: isError,
    screenshot_data: screenshot ?? null,
    full_output_save_dir: null,
  };
}

/** The library's messages go on with a log of what it tried. */
function sentenceOf(error: unknown): string {
  if (error instanceof BrowserRefused) return error.message;
  const [first = ''] = (error as Error).message.split('\n');
  const reason = first.replace(/^\w+\.\w+: /, '');
  return `The browser could not do that: ${reason}. Look at the page with browser_get_state, or try another way.`;
}
