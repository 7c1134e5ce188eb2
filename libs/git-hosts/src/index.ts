export { createGitHost } from './create-git-host.js';
export { addressOf, type HostAddress } from './host-address.js';
export { inTurns } from './in-turns.js';
export { gitHosts } from './git-hosts.js';
