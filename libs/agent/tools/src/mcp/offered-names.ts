/** What providers of models accept as the name of a tool. */
const MAX_NAME = 64;

/** Name of a server's tool as it is offered: with the server's name in front when there are several servers. */
export function offeredName(server: string, tool: string, isOnlyServer: boolean): string {
  const whole = isOnlyServer ? tool : `${server}_${tool}`;
  return whole.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, MAX_NAME);
}
