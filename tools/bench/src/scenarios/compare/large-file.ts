import { join } from 'node:path';
import { higher, lower, type Comparison } from '../../comparison/comparison.js';
import { forgetPeak, peakMiB, residentMiB } from '../../system/proc.js';
import { download, upload } from '../../wire/file-transfer.js';

const MEBIBYTES = 1024;
const BYTES_PER_MIB = 1024 * 1024;

export const largeFile: Comparison = {
  name: 'large-file',
  how: 'A file of 1 GiB is uploaded into a workspace and downloaded again, over loopback: how fast, and the highest memory of the server against that before.',
  metrics: [
    higher('upload of 1 GiB', 'MiB/s'),
    higher('download of 1 GiB', 'MiB/s'),
    lower('memory grown by the upload', 'MiB'),
    lower('memory grown by the download', 'MiB'),
  ],
  patience: 300,
  async measure(context, contender) {
    const { api, pid } = await contender.start(context, { dataDirectory: await context.newFolder() });
    const path = join(await context.newFolder(), 'large.bin');
    const up = await observed(pid, () => upload(api, path, MEBIBYTES));
    const down = await observed(pid, async () => {
      const bytes = await download(api, path);
      if (bytes !== MEBIBYTES * BYTES_PER_MIB) throw new Error(`Of the file ${bytes} bytes came back.`);
    });
    return {
      'upload of 1 GiB': MEBIBYTES / up.seconds,
      'download of 1 GiB': MEBIBYTES / down.seconds,
      'memory grown by the upload': up.grownMiB,
      'memory grown by the download': down.grownMiB,
    };
  },
};

async function observed(pid: number, work: () => Promise<void>): Promise<{ seconds: number; grownMiB: number }> {
  forgetPeak(pid);
  const before = residentMiB(pid);
  const startedAt = performance.now();
  await work();
  return { seconds: (performance.now() - startedAt) / 1_000, grownMiB: peakMiB(pid) - before };
}
