import { Injectable } from '@nestjs/common';
import type { MetaProfile, MetaProfileInfo } from '@openhands-nest/contracts/agent-server';
import { HttpProblem, invalidInput } from '../../http/problems.js';
import { ConfigurationStore } from '../settings/configuration-store.js';
import { withMetaProfile, withoutMetaProfile } from './active-meta-profile.js';
import { routingComplaint } from './routing-rules.js';

const MAX_PROFILES = 50;

/** Rules by which a task finds its model, by name. */
@Injectable()
export class MetaProfilesService {
  constructor(private readonly store: ConfigurationStore) {}

  async list(): Promise<MetaProfileInfo[]> {
    const { metaProfiles = {} } = await this.store.read();
    return Object.entries(metaProfiles)
      .map(([name, { classifier_model, classes }]) => ({ name, classifier_model, num_classes: classes.length }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** Name of the active one; null: none. */
  async active(): Promise<string | null> {
    return (await this.store.read()).activeMetaProfile ?? null;
  }

  /** Makes it the active one. False: agents of the kind that the settings name do without. @throws HttpProblem 404 */
  async activate(name: string): Promise<boolean> {
    const { activeMetaProfile } = await this.store.change((configuration) => withMetaProfile(configuration, name));
    return activeMetaProfile === name;
  }

  /** @throws HttpProblem 404 */
  async get(name: string): Promise<MetaProfile> {
    const { metaProfiles = {} } = await this.store.read();
    const profile = Object.hasOwn(metaProfiles, name) ? metaProfiles[name] : undefined;
    if (profile) return profile;
    throw new HttpProblem(404, { detail: `Meta-profile '${name}' not found` });
  }

  /** @throws InvalidInputError for one that leads to no model, HttpProblem 409 when there are too many */
  async save(name: string, profile: MetaProfile): Promise<void> {
    const complaint = routingComplaint(profile);
    if (complaint !== undefined) throw invalidInput(['body'], complaint);
    await this.store.change((configuration) => {
      const { metaProfiles = {} } = configuration;
      if (!Object.hasOwn(metaProfiles, name) && Object.keys(metaProfiles).length >= MAX_PROFILES)
        throw new HttpProblem(409, { detail: `There are ${MAX_PROFILES} meta-profiles already. Delete one first.` });
      return { ...configuration, metaProfiles: { ...metaProfiles, [name]: profile } };
    });
  }

  async delete(name: string): Promise<void> {
    await this.store.change((configuration) => {
      const { metaProfiles = {} } = configuration;
      if (!Object.hasOwn(metaProfiles, name)) return configuration;
      const others = Object.entries(metaProfiles).filter(([key]) => key !== name);
      return withoutMetaProfile({ ...configuration, metaProfiles: Object.fromEntries(others) }, name);
    });
  }
}
