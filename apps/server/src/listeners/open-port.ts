import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from '../start-error.js';

/** Servers whose ports are open already. Another server takes such a port over by listening on the server that opened it. */
export interface OpenedPorts {
  readonly app: Server;
  readonly agentServer: Server;
}

export interface Address {
  readonly port: number;
  readonly host: string;
}

/** Listens at an address, or on the port that another server has opened. @throws StartError naming the variable to change */
export function openPort(server: Server, variable: string, where: Address | Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => reject(new StartError(sentenceFor(error, variable, where)));
    server.once('error', onError);
    server.listen(where, () => {
      server.off('error', onError);
      resolve();
    });
  });
}

export function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function sentenceFor({ code, message }: NodeJS.ErrnoException, variable: string, where: Address | Server): string {
  const { port, host } = 'port' in where ? where : { port: 0, host: '' };
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use by another program. Stop that one, or set ${variable} to another port (0 picks a free one).`;
  if (code === 'EACCES')
    return `Port ${port} needs more rights than this user has. Set ${variable} to a port from 1024 on.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}. Set HOST to one that it has, such as 127.0.0.1.`;
  return `Cannot listen on ${host}, port ${port}: ${message}. Check HOST and ${variable}.`;
}
