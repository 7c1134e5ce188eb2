import { preset } from '../../jest.preset.mjs';

export default { ...preset, displayName: 'server-e2e' };
