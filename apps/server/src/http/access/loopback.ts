const LOOPBACK_ADDRESS = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/i;

/** Whether a name or address, as in HOST, stands for this machine only. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return bare === 'localhost' || bare.endsWith('.localhost') || LOOPBACK_ADDRESS.test(bare);
}

/** Whether the other end of a connection is on this machine. */
export function isLoopbackPeer(address: string | undefined): boolean {
  return address !== undefined && LOOPBACK_ADDRESS.test(address);
}

/**
 * Whether a request's Host header names this machine. A page whose own name was made to point at 127.0.0.1 still sends that
 * name, so this keeps such pages out.
 */
export function isLoopbackHostHeader(header: string | undefined): boolean {
  if (header === undefined) return true;
  return isLoopbackHost(header.replace(/:\d*$/, ''));
}
