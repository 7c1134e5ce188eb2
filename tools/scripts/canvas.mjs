/** `npm run canvas`: fetches the published GUI and serves it, for the server that `npm start` runs. */
import { build } from './build.mjs';

await build('canvas');

await import('../canvas/dist/main.js');
