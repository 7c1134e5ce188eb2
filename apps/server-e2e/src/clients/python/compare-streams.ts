import type { Told } from './play-stories.js';

/**
 * In which way two servers differ: `here` has more of it than the reference, or the other way round. What differs is how often an
 * event, as it is described in a report, is logged in a story, or a member of a kind of event.
 */
export interface Difference {
  readonly side: 'here' | 'there';
  readonly what: string;
}

/** Everything in which the logs of two servers differ, each once, sorted. @param isTimed events that come when a clock says so */
export function differencesOf(
  here: readonly Told[],
  there: readonly Told[],
  isTimed: (event: string) => boolean,
): Difference[] {
  const found = here.flatMap((told) => {
    const other = there.find(({ title }) => title === told.title);
    return other ? [...eventDifferences(told, other, isTimed), ...memberDifferences(told, other)] : [];
  });
  const unique = new Map(found.map((one) => [`${one.what} ${one.side}`, one]));
  return [...unique].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one);
}

function eventDifferences(here: Told, there: Told, isTimed: (event: string) => boolean): Difference[] {
  const [own, others] = [countsOf(here.events), countsOf(there.events)];
  return [...new Set([...own.keys(), ...others.keys()])].flatMap((what) => {
    const surplus = (own.get(what) ?? 0) - (others.get(what) ?? 0);
    if (surplus === 0 || isTimed(what)) return [];
    return [{ side: surplus > 0 ? ('here' as const) : ('there' as const), what }];
  });
}

function countsOf(events: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of events) counts.set(event, (counts.get(event) ?? 0) + 1);
  return counts;
}

function memberDifferences(here: Told, there: Told): Difference[] {
  return Object.entries(here.shapes).flatMap(([kind, members]) => {
    const others = there.shapes[kind];
    if (!others) return [];
    return [
      ...missingFrom(others, members).map((member) => ({ side: 'here' as const, what: `${kind}: ${member}` })),
      ...missingFrom(members, others).map((member) => ({ side: 'there' as const, what: `${kind}: ${member}` })),
    ];
  });
}

function missingFrom(some: readonly string[], members: readonly string[]): string[] {
  return members.filter((member) => !some.includes(member));
}
