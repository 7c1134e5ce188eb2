/** `npm run demo`: builds the server and the demo where they changed, and shows an agent at work. */
import { build } from './build.mjs';

await build('demo');

await import('../demo/dist/main.js');
