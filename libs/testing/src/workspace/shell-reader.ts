import type { Shell } from '@openhands-nest/agent-ports';

/** Collects a shell's output, and waits for pieces of it. */
export class ShellReader {
  private text = '';
  private wake: () => void = () => undefined;

  constructor(private readonly shell: Shell) {
    shell.onData((data) => {
      this.text += data;
      this.wake();
    });
  }

  /** Sends a line and waits for an answer to it. The echo of the line must not match the pattern. */
  async ask(line: string, pattern: RegExp): Promise<RegExpMatchArray> {
    this.shell.write(`${line}\n`);
    return this.waitFor(pattern);
  }

  /** Never resolves if the shell does not say it: the test's time limit ends the wait. */
  async waitFor(pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const match = this.text.match(pattern);
      if (match) {
        this.text = this.text.slice((match.index ?? 0) + match[0].length);
        return match;
      }
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

export function exitOf(shell: Shell): Promise<{ readonly exitCode: number }> {
  return new Promise((resolve) => shell.onExit(resolve));
}
