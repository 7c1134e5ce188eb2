import { describe, expect, it } from '@jest/globals';
import { OutputRecorder, type OutputContent } from './output-recorder.js';

function aRecorder(limits: { chunk?: number; maxKept?: number } = {}) {
  const recorded: OutputContent[] = [];
  const record = async (content: OutputContent) => {
    recorded.push(content);
    return content;
  };
  return { recorder: new OutputRecorder({ record, ...limits }), recorded };
}

describe('OutputRecorder', () => {
  it('makes one output of a small command', async () => {
    const { recorder, recorded } = aRecorder();
    await recorder.write('stdout', 'a');
    await recorder.write('stderr', 'e');
    await recorder.write('stdout', 'b');
    expect(recorded).toEqual([]);
    expect(await recorder.finish({ exitCode: 2 })).toEqual({ order: 0, exit_code: 2, stdout: 'ab', stderr: 'e' });
    expect(recorded).toHaveLength(1);
  });

  it('says nothing with null', async () => {
    const { recorder } = aRecorder();
    expect(await recorder.finish({ exitCode: 0 })).toEqual({ order: 0, exit_code: 0, stdout: null, stderr: null });
  });

  it('cuts a chunk of one stream at a time, in order', async () => {
    const { recorder, recorded } = aRecorder({ chunk: 4 });
    await recorder.write('stdout', 'aaaabbbbc');
    await recorder.write('stderr', 'eeeee');
    await recorder.finish({ exitCode: 0 });
    expect(recorded).toEqual([
      { order: 0, exit_code: null, stdout: 'aaaa', stderr: null },
      { order: 1, exit_code: null, stdout: 'bbbb', stderr: null },
      { order: 2, exit_code: null, stdout: null, stderr: 'eeee' },
      { order: 3, exit_code: 0, stdout: 'c', stderr: 'e' },
    ]);
  });

  it('cuts no character in two', async () => {
    const { recorder, recorded } = aRecorder({ chunk: 4 });
    await recorder.write('stdout', 'abc😀😀');
    await recorder.finish({ exitCode: 0 });
    expect(recorded.map(({ stdout }) => stdout)).toEqual(['abc', '😀😀', null]);
  });

  it('lets nobody write on before what was written is recorded', async () => {
    const held = Promise.withResolvers<void>();
    const recorder = new OutputRecorder({ record: () => held.promise, chunk: 2 });
    let isTaken = false;
    const writing = recorder.write('stdout', 'xx').then(() => (isTaken = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isTaken).toBe(false);
    held.resolve();
    expect(await writing).toBe(true);
  });

  it('keeps the beginning and the end of a flood, and says so', async () => {
    const { recorder, recorded } = aRecorder({ chunk: 10, maxKept: 20 });
    for (let line = 0; line < 100; line += 1) await recorder.write('stdout', `${String(line).padStart(3, '0')} `);
    await recorder.finish({ exitCode: 0 });
    expect(recorded.map(({ stdout }) => stdout)).toEqual(['000 001 00', '2 003 004 ', expect.stringMatching(/099 $/)]);
    const { stdout, stderr } = recorded[2]!;
    expect(stderr).toContain(`${400 - 20 - stdout!.length} characters`);
  });

  it('adds to the error output why a command was not started', async () => {
    const { recorder } = aRecorder();
    expect(await recorder.finish({ exitCode: -1, problem: 'No.' })).toMatchObject({ exit_code: -1, stderr: 'No.' });
  });
});
