export { CACHE, installPublished, newestVersion, unpackPublished, type PublishedPackage } from './published-package.js';
export { runProgram, type ProgramOptions } from './programs.js';
