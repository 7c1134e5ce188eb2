import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ToolExecutor } from '@openhands-nest/agent-ports';
import type { FileEditorAction, FileEditorObservation } from '@openhands-nest/contracts/events';
import { ActionKind } from '@openhands-nest/contracts/vocabulary';
import { fc, runs } from '@openhands-nest/testing/properties';
import iconv from 'iconv-lite';
import { LocalWorkspace } from '../__fixtures__/local-workspace.js';
import { aToolContext, neverAborted } from '../__fixtures__/tool-context.js';
import { fileEditorTool } from './file-editor.tool.js';
import { insertText } from './insert-text.js';
import { linesOf } from './line-ends.js';
import { decodeText, encodeText } from './text-codec.js';

let workspace: LocalWorkspace;
let editor: ToolExecutor<FileEditorAction, FileEditorObservation>;

beforeAll(async () => {
  workspace = await LocalWorkspace.create();
  editor = fileEditorTool().createExecutor(aToolContext(workspace));
});

afterAll(() => workspace.close());

async function edited(
  bytes: Buffer,
  action: Partial<FileEditorAction>,
): Promise<{ bytes: Buffer; observation: FileEditorObservation }> {
  const path = workspace.path('file');
  await workspace.writeFile(path, bytes);
  const observation = await editor.execute(
    { kind: ActionKind.FileEditor, command: 'str_replace', path, ...action },
    neverAborted(),
  );
  return { bytes: await workspace.readFile(path), observation };
}

const MARK = {
  'utf-8': [],
  'utf-8 with mark': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
  latin1: [],
} as const;
type Encoding = keyof typeof MARK;

function bytesOf(encoding: Encoding, text: string): Buffer {
  return Buffer.concat([
    Buffer.from(MARK[encoding]),
    iconv.encode(text, encoding === 'utf-8 with mark' ? 'utf-8' : encoding, { addBOM: false }),
  ]);
}

describe('encodings and line ends', () => {
  const encodings = Object.keys(MARK) as Encoding[];
  const lineEnds = ['\n', '\r\n', '\r'];
  const words = fc.array(fc.constantFrom('alpha', 'größe', 'ñandú', 'x = 1;', '', '  indent', 'café\tà'), {
    minLength: 1,
    maxLength: 12,
  });

  it('stay byte for byte as they were around a replacement', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...encodings),
        words,
        words,
        fc.constantFrom(...lineEnds),
        async (encoding, before, after, lineEnd) => {
          const head = before.join(lineEnd) + lineEnd;
          const tail = lineEnd + after.join(lineEnd);
          // In a file of single bytes the encoding is a guess; only ASCII is the same in all of them.
          const replacement = encoding === 'latin1' ? 'CHANGE' : 'Änderung';
          const result = await edited(bytesOf(encoding, `${head}MARKED${tail}`), {
            old_str: 'MARKED',
            new_str: replacement,
          });

          expect(result.bytes).toEqual(bytesOf(encoding, `${head}${replacement}${tail}`));
        },
      ),
      { numRuns: runs(80) },
    );
  });

  it('stay byte for byte as they were around an insertion', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...encodings),
        words,
        fc.constantFrom(...lineEnds),
        fc.nat(12),
        (encoding, lines, lineEnd, wanted) => {
          const bytes = bytesOf(encoding, lines.join(lineEnd));
          const decoded = decodeText(bytes);
          if (!decoded) throw new Error('not taken for text');
          const line = Math.min(wanted, linesOf(decoded.text).length);
          const result = encodeText(insertText(decoded.text, line, 'NEW').text, decoded) ?? Buffer.alloc(0);

          // Nothing but one piece was added: what is common at the beginning and what follows it is the whole file.
          let common = 0;
          while (common < bytes.length && bytes[common] === result[common]) common += 1;
          expect(result.subarray(common + result.length - bytes.length)).toEqual(bytes.subarray(common));
          expect(linesOf(decodeText(result)?.text ?? '')[line]).toBe('NEW');
        },
      ),
    );
  });

  it('of any bytes survive decoding and encoding', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (array) => {
        const bytes = Buffer.from(array);
        const decoded = decodeText(bytes);
        if (decoded) expect(encodeText(decoded.text, decoded)).toEqual(bytes);
        else expect(bytes.includes(0)).toBe(true);
      }),
      { numRuns: runs(500) },
    );
  });

  it('of Shift_JIS and windows-1251 files are found out', async () => {
    const japanese = 'これは日本語のテキストです。編集しても文字コードは変わりません。\n';
    const russian = 'Это русский текст, и кодировка файла после правки остаётся прежней.\n';

    for (const [encoding, text] of [
      ['Shift_JIS', japanese],
      ['windows-1251', russian],
    ] as const) {
      const { bytes } = await edited(iconv.encode(`${text}OLD\n`, encoding), {
        old_str: 'OLD',
        new_str: text.slice(0, 5),
      });
      expect(bytes).toEqual(iconv.encode(`${text}${text.slice(0, 5)}\n`, encoding));
    }
  });

  it('refuse characters that the encoding does not have', async () => {
    const { bytes, observation } = await edited(iconv.encode('größe OLD', 'latin1'), {
      old_str: 'OLD',
      new_str: '日本',
    });

    expect(observation.is_error).toBe(true);
    expect(bytes).toEqual(iconv.encode('größe OLD', 'latin1'));
  });
});

describe('a file with \\r\\n', () => {
  it('is matched with \\n and stays as it is', async () => {
    const { bytes } = await edited(Buffer.from('a\r\nb\r\nc\r\nd\r\n'), { old_str: 'b\nc\n', new_str: 'x\ny\nz\n' });

    expect(bytes.toString()).toBe('a\r\nx\r\ny\r\nz\r\nd\r\n');
  });

  it('is matched with \\r\\n, too', async () => {
    const { bytes } = await edited(Buffer.from('a\r\nb\r\nc'), { old_str: 'a\r\nb', new_str: 'x\r\ny' });

    expect(bytes.toString()).toBe('x\r\ny\r\nc');
  });

  it('gets inserted lines of its own sort', async () => {
    const { bytes } = await edited(Buffer.from('a\r\nb'), { command: 'insert', insert_line: 2, new_str: 'c\nd' });

    expect(bytes.toString()).toBe('a\r\nb\r\nc\r\nd');
  });

  it('and \\n mixed is changed only where the match is', async () => {
    const { bytes } = await edited(Buffer.from('1\n2\r\n3\n4\r\n5\n'), { old_str: '2\n3\n4', new_str: 'x' });

    expect(bytes.toString()).toBe('1\nx\r\n5\n');
  });
});
