import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { aProvider, canJail } from '../testing/test-machine.js';
import { comesFromJail } from './connection-owner.js';

const jails = (await canJail()) ? describe : describe.skip;

describe('comesFromJail', () => {
  let server: Server;
  let verdicts: boolean[];
  let port: number;

  beforeEach(async () => {
    verdicts = [];
    // Judged when the first bytes are there, as a server does with a request.
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        verdicts.push(comesFromJail({ localPort: port, remotePort: socket.remotePort ?? 0 }));
        socket.end('seen');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => void server.close());

  it('lets programs of the machine pass', async () => {
    const socket = connect(port, '127.0.0.1').end('hello');
    await once(socket, 'data');
    expect(verdicts).toEqual([false]);
  });

  jails('with a jail', () => {
    it.each([
      ['waits for the answer', 'exec 3<>/dev/tcp/127.0.0.1/$0; echo hello >&3; cat <&3'],
      ['sends and is gone', 'echo hello > /dev/tcp/127.0.0.1/$0'],
      [
        'passes the connection on from child to child',
        'exec 3<>/dev/tcp/127.0.0.1/$0; pass() { if [ $1 -gt 0 ]; then (pass $(($1 - 1))) & else sleep 0.2; fi; }; (echo hello >&3; pass 300) & exec 3>&-; wait',
      ],
      ['hands the connection to a child', 'exec 3<>/dev/tcp/127.0.0.1/$0; (echo hello >&3; cat <&3) & exec 3>&-; wait'],
    ])('knows a program in it that %s', async (_, script) => {
      const machine = await aProvider({ sandbox: 'bwrap' });
      const workspace = await machine.open('one');

      await workspace.execute({ command: ['bash', '-c', script, String(port)], timeoutMs: 10_000 });
      while (verdicts.length === 0) await new Promise(setImmediate);

      expect(verdicts).toEqual([true]);
      await workspace.close();
      await machine.remove();
    });
  });
});
