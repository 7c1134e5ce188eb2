import { HttpProblem } from '../../http/problems.js';

interface Refusal {
  readonly status: number;
  readonly detail: string;
}

const FORBIDDEN: Refusal = {
  status: 403,
  detail: 'The server may not do this there. Choose another path, or give it the rights.',
};
const FULL: Refusal = { status: 507, detail: 'The disk of the server is full. Free space, then try again.' };

const REFUSALS: Readonly<Record<string, Refusal>> = {
  ENOTDIR: { status: 400, detail: 'A part of the path is a file' },
  EEXIST: { status: 400, detail: 'A part of the path is a file' },
  EISDIR: { status: 400, detail: 'Path is a directory' },
  ENAMETOOLONG: { status: 400, detail: 'The path is too long' },
  ELOOP: { status: 400, detail: 'The path leads through too many links' },
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: FORBIDDEN,
  ENOSPC: FULL,
  EDQUOT: FULL,
};

/** The answer for a refusal of the operating system. @param missing what to say when nothing is there, with 404 */
export function refusedBySystem(missing: string): (error: unknown) => never {
  return (error) => {
    const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
    const refusal = code === 'ENOENT' ? { status: 404, detail: missing } : REFUSALS[code];
    throw refusal ? new HttpProblem(refusal.status, { detail: refusal.detail }) : error;
  };
}
