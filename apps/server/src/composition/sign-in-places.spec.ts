import { describe, expect, it } from '@jest/globals';
import type { McpAddressSpec } from '@openhands-nest/agent-ports';
import { InMemoryStorage } from '@openhands-nest/testing';
import { ConfigurationStore } from '../agent-server-api/settings/configuration-store.js';
import { signInPlaces } from './sign-in-places.js';

const URL_OF_IT = 'https://mcp.example.com/mcp';
const SERVER: McpAddressSpec = { transport: 'http', url: URL_OF_IT, headers: {} };
const began = { settings: {}, state: { tokens: { access_token: 'first', refresh_token: 'again' } } };
const renewed = { tokens: { access_token: 'second', refresh_token: 'more' }, token_expires_at: 5 };

function scene() {
  const store = new InMemoryStorage().settings;
  const configuration = new ConfigurationStore(store);
  return { configuration, placeOf: signInPlaces({ store, configuration }) };
}

describe('the sign-in of a server', () => {
  it('that is in the settings is kept there', async () => {
    const { configuration, placeOf } = scene();
    const auth = { strategy: 'oauth2' as const, state: { tokens: { access_token: 'of the settings' } } };
    await configuration.change((before) => ({
      ...before,
      agentSettings: { ...before.agentSettings, mcp_config: { web: { url: `${URL_OF_IT}/`, auth, enabled: true } } },
    }));
    const place = await placeOf(SERVER, began);
    expect(await place.read()).toEqual(auth.state);
    await place.write(renewed);
    const { mcp_config: servers } = (await configuration.read()).agentSettings;
    expect(servers.web).toMatchObject({ url: `${URL_OF_IT}/`, auth: { strategy: 'oauth2', state: renewed } });
    expect((await placeOf(SERVER, began)).key).toBe(place.key);
  });

  it('that a conversation brings is kept for all that began with it', async () => {
    const { placeOf } = scene();
    const [one, same] = [await placeOf(SERVER, began), await placeOf(SERVER, began)];
    const other = await placeOf(SERVER, { settings: {}, state: { tokens: { access_token: 'of somebody else' } } });
    expect(same.key).toBe(one.key);
    await one.write(renewed);
    expect(await same.read()).toEqual(renewed);
    expect(await other.read()).toEqual({ tokens: { access_token: 'of somebody else' } });
  });

  it('makes room for newer ones', async () => {
    const { placeOf } = scene();
    const place = (number: number) =>
      placeOf(SERVER, { settings: {}, state: { tokens: { access_token: `token ${number}` } } });
    for (let number = 0; number <= 200; number += 1) await (await place(number)).write(renewed);
    expect(await (await place(0)).read()).toEqual({ tokens: { access_token: 'token 0' } });
    expect(await (await place(1)).read()).toEqual(renewed);
  });
});
