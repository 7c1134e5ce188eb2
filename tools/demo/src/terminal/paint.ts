import { createColors } from 'picocolors';

const MARGIN_COLUMNS = 12;
const NARROWEST = 50;
const WIDEST = 110;

/** How things look in a terminal; without colours each function gives its text back. */
export interface Paint {
  readonly hasColour: boolean;
  /** Characters that a line of text may have, beside the margin. */
  readonly columns: number;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

type Output = Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>>;

/** Colours only where a person looks, and only if they did not say no (see no-color.org). */
export function createPaint({ isTTY = false, columns = WIDEST }: Output, environment: NodeJS.ProcessEnv): Paint {
  const hasColour = isTTY && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  const { bold, dim, red, green, yellow, cyan } = createColors(hasColour);
  const width = Math.min(WIDEST, Math.max(NARROWEST, columns - MARGIN_COLUMNS));
  return { hasColour, columns: width, bold, dim, red, green, yellow, cyan };
}
