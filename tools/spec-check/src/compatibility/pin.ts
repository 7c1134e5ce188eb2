import { readFileSync, writeFileSync } from 'node:fs';
import { factsOf, type OpenApi } from './facts.js';

/** Pins the facts of a reference server's document: `node dist/compatibility/pin.js openapi.json`. */
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the openapi.json of the server whose facts are to be pinned.');
const facts = factsOf(JSON.parse(readFileSync(file, 'utf8')) as OpenApi);
const target = new URL('../../operations/agent-server.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(facts)}\n`);
console.log(`Pinned ${Object.keys(facts.operations).length} operations of version ${facts.version}.`);
