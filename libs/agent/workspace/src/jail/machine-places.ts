import { toolPrefixes } from '../environment/tool-prefixes.js';
import { isRoot } from './isolation-arguments.js';
import type { PlanRequest } from './mount-plan.js';
import { hiddenPlaces, maskedPlaces, neededSystemFiles, serverHomes } from './system-places.js';
import { makeUserDatabase } from './user-database.js';

/** The part of a jail's view that is the same for all conversations. */
export type MachinePlaces = Pick<PlanRequest, 'hidden' | 'masked' | 'readable' | 'replaced' | 'shared'>;

export interface MachinePlacesOptions {
  readonly dataDirectory: string;
  /** The server's. */
  readonly environment: NodeJS.ProcessEnv;
  readonly readPaths: readonly string[];
  readonly sharedPaths: readonly string[];
}

/** Milliseconds for which the machine is taken to be as it was found: many conversations that start at once look once. */
const KEPT_MS = 5_000;

/** Finds out what of the machine jails have to hide, to mask and to show. */
export class MachinePlacesFinder {
  private found: { readonly places: MachinePlaces; readonly at: number } | undefined;

  constructor(private readonly options: MachinePlacesOptions) {}

  /** @param environment of the tools; all conversations have the same PATH */
  find(environment: Readonly<Record<string, string>>): MachinePlaces {
    const now = performance.now();
    if (!this.found || now - this.found.at >= KEPT_MS) this.found = { places: this.look(environment), at: now };
    return this.found.places;
  }

  private look(environment: Readonly<Record<string, string>>): MachinePlaces {
    const { dataDirectory, readPaths, sharedPaths } = this.options;
    const homes = serverHomes(this.options.environment);
    return {
      hidden: hiddenPlaces(homes),
      masked: maskedPlaces(),
      readable: [...toolPrefixes(environment, homes), ...neededSystemFiles(), ...readPaths],
      shared: sharedPaths,
      replaced: isRoot() ? makeUserDatabase(dataDirectory) : new Map<string, string>(),
    };
  }
}
