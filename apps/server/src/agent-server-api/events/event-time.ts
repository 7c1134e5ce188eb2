const ISO_TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * An ISO 8601 time in the form of event timestamps: UTC, microseconds, no offset. A time with an offset is converted; one
 * without counts as UTC, which is the clock of events. Undefined for anything else. A `+` that a query turned into a blank is understood.
 */
export function toEventTime(text: string): string | undefined {
  const match = ISO_TIME.exec(text.trim().replace(/ (?=\d{2}:?\d{2}$)/, restorePlus(text)));
  if (!match) return undefined;
  const [, date = '', minutes = '00:00', seconds = ':00', fraction = '', offset = 'Z'] = match;
  const milliseconds = Date.parse(`${date}T${minutes}${seconds}${withColon(offset)}`);
  if (Number.isNaN(milliseconds)) return undefined;
  const whole = new Date(milliseconds).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length);
  return `${whole}.${fraction.padEnd(6, '0').slice(0, 6)}`;
}

/** A blank before the last four digits is an offset's plus, unless it is what separates date and time. */
function restorePlus(text: string): string {
  return /[T ]\d{2}:\d{2}.* \d{2}:?\d{2}$/.test(text.trim()) ? '+' : ' ';
}

function withColon(offset: string): string {
  return /^[+-]\d{4}$/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase();
}
