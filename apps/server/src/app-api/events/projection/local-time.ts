const MILLISECONDS = 'yyyy-mm-ddThh:mm:ss.mmm'.length;

/** A time of our events (UTC, microseconds, no zone) on the server's own clock: what 0.53 sends, and browsers read as local. */
export function localTime(utc: string): string {
  const time = new Date(`${utc.slice(0, MILLISECONDS)}Z`);
  if (Number.isNaN(time.getTime())) return utc;
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, -1) + utc.slice(MILLISECONDS);
}
