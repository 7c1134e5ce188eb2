import type { Facts, OperationFacts } from './facts.js';
import { misfits, type Misfit } from './fits.js';

/** Everything in which a client of the reference could be disappointed, each as one line that names its place. */
export function differencesFrom(reference: Facts, ours: Facts): string[] {
  const found = Object.entries(reference.operations).flatMap(([name, theirs]) => {
    const own = ours.operations[name];
    return own ? operationDifferences(name, theirs, own, reference, ours) : [`${name}: is missing`];
  });
  return [...new Set(found)].toSorted();
}

function operationDifferences(
  name: string,
  theirs: OperationFacts,
  own: OperationFacts,
  reference: Facts,
  ours: Facts,
): string[] {
  const asked = { written: reference.schemas, read: ours.schemas, reader: 'server' } as const;
  const answered = { written: ours.schemas, read: reference.schemas, reader: 'client' } as const;
  return [
    ...parameterDifferences(name, theirs, own, reference, ours),
    ...(theirs.body ? lines('request', bodyMisfits(name, theirs, own, asked)) : []),
    ...(theirs.answer ? lines('answer', misfits(own.answer ?? {}, theirs.answer, name, answered)) : []),
  ];
}

function bodyMisfits(
  name: string,
  theirs: OperationFacts,
  own: OperationFacts,
  asked: Parameters<typeof misfits>[3],
): Misfit[] {
  if (!own.body) return [{ place: name, problem: 'the body is not read' }];
  return misfits(theirs.body ?? {}, own.body, name, asked);
}

function parameterDifferences(
  operation: string,
  theirs: OperationFacts,
  own: OperationFacts,
  reference: Facts,
  ours: Facts,
): string[] {
  const key = ({ name, in: place }: { name: string; in: string }): string => `${place} ${name.toLowerCase()}`;
  const known = new Map(own.parameters.map((parameter) => [key(parameter), parameter]));
  const wanted = new Set(theirs.parameters.map(key));
  const asked = { written: reference.schemas, read: ours.schemas, reader: 'server' } as const;
  return [
    ...own.parameters
      .filter((parameter) => parameter.required && !wanted.has(key(parameter)))
      .map((parameter) => `${operation}: ${key(parameter)} is required here only`),
    ...theirs.parameters.flatMap((parameter) => {
      const place = `${operation} ${key(parameter)}`;
      const ownParameter = known.get(key(parameter));
      if (!ownParameter) return [`${operation}: ${key(parameter)} is not known`];
      return lines('request', misfits(parameter.schema, ownParameter.schema, place, asked));
    }),
  ];
}

function lines(direction: string, found: readonly Misfit[]): string[] {
  return found.map(({ place, problem }) => `${direction} ${place}: ${problem}`);
}
