/** `2026-03-02T09:15:01.204113`: ISO 8601 in UTC with microseconds and no offset, as events carry it. Sorts as text. */
export function eventTimestamp(milliseconds: number): string {
  return isoMicroseconds(milliseconds);
}

/** `2026-03-02T09:15:01.204113Z`: the same with the zone, as conversations carry it. */
export function utcTimestamp(milliseconds: number): string {
  return `${isoMicroseconds(milliseconds)}Z`;
}

function isoMicroseconds(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const micros = Math.floor((milliseconds - whole) * 1000);
  return new Date(whole).toISOString().slice(0, -1) + String(micros).padStart(3, '0');
}
