export { CACHE, installPublished, newestVersion, unpackPublished, type PublishedPackage } from './published-package.js';
export { fetchCanvas, type Canvas } from './fetch-canvas.js';
export { runProgram, type ProgramOptions } from './programs.js';
export { serveCanvas, type CanvasSite } from './serve-canvas.js';
