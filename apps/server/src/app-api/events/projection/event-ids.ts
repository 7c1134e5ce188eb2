/**
 * Ids that one event of the log takes up in the numbering of 0.53. Seldom are all of them used, so ids have gaps; clients compare
 * them and resume after the last one, and none counts on them being consecutive. In return the id of an event follows from
 * its place in the log alone: it is the same after a restart, on every transport, and for every reader.
 */
const IDS_PER_EVENT = 4;

/** @param place which of the events that this one became, counted from 0 */
export function legacyId(seq: number, place = 0): number {
  return seq * IDS_PER_EVENT + place;
}

/** The event of the log that an id belongs to; 0 for what stands before the log. Every integer has one. */
export function seqOf(id: number): number {
  return Math.max(0, Math.floor(id / IDS_PER_EVENT));
}
