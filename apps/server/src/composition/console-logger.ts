import type { Logger } from '@openhands-nest/agent-ports';

/** One line for each notice, on standard error: time, level, message, details as JSON; a stack follows on lines of its own. */
export const consoleLogger: Logger = {
  info: (message, details) => write('info', message, details),
  warn: (message, details) => write('warn', message, details),
  error: (message, details) => write('error', message, details),
};

function write(level: string, message: string, details: Readonly<Record<string, unknown>> = {}): void {
  const { stack, ...rest } = details;
  const shown = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : '';
  const trace = typeof stack === 'string' ? `\n${stack}` : '';
  process.stderr.write(`${new Date().toISOString()} ${level} ${message}${shown}${trace}\n`);
}
