import { join } from 'node:path';

export const WORKSPACE = join(import.meta.dirname, '../..');

/** Programs of node_modules/.bin come first, also when a script was not started by npm. The daemon would outlive us. */
export const ENVIRONMENT = {
  ...process.env,
  PATH: `${join(WORKSPACE, 'node_modules/.bin')}:${process.env.PATH}`,
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
};
