import { describe, expect, it } from '@jest/globals';
import { mountCovering } from './mount.js';
import { planMounts, type PlanRequest } from './mount-plan.js';

const none: PlanRequest = {
  dataDirectory: '/data',
  hidden: [],
  masked: [],
  readable: [],
  shared: [],
  writable: new Map(),
  replaced: new Map(),
};
const plan = (request: Partial<PlanRequest>) => planMounts({ ...none, ...request });
const kindAt = (request: Partial<PlanRequest>, path: string) => mountCovering(plan(request), path)?.kind;

describe('planMounts', () => {
  it('lets the deepest entry decide', () => {
    const request = { hidden: ['/root'], readable: ['/root/.tool'], writable: new Map([['/root/work', '/root/work']]) };

    expect(kindAt(request, '/root/.ssh')).toBe('hidden');
    expect(kindAt(request, '/root/.tool/bin')).toBe('readonly');
    expect(kindAt(request, '/root/work/file')).toBe('writable');
    expect(kindAt(request, '/root/workshop')).toBe('hidden');
    expect(kindAt(request, '/usr')).toBeUndefined();
  });

  it("never shows the server's data, whatever is to be readable", () => {
    const request = {
      dataDirectory: '/root/.server',
      readable: ['/root/.server', '/root/.server/db'],
      hidden: ['/root'],
    };

    expect(kindAt(request, '/root/.server/db')).toBe('hidden');
    expect(kindAt({ ...request, readable: ['/root'] }, '/root/.server/db')).toBe('hidden');
  });

  it('shows of the data only the folders that are shared', () => {
    const request = { dataDirectory: '/root/.server', hidden: ['/root'], shared: ['/root/.server/extensions'] };

    expect(kindAt(request, '/root/.server/extensions/skills')).toBe('readonly');
    expect(kindAt(request, '/root/.server/db')).toBe('hidden');
  });

  it('hides the data inside a workspace, and pins what lies between', () => {
    const mounts = plan({ dataDirectory: '/work/a/b/data', writable: new Map([['/work', '/work']]) });

    expect(mounts).toEqual([
      { path: '/work', kind: 'writable', source: '/work' },
      { path: '/work/a', kind: 'writable', source: '/work/a' },
      { path: '/work/a/b', kind: 'writable', source: '/work/a/b' },
      { path: '/work/a/b/data', kind: 'hidden', source: '/work/a/b/data' },
    ]);
  });

  it('pins by source where the place is shown elsewhere', () => {
    const writable = new Map([
      ['/tmp', '/data/tmp'],
      ['/tmp/x/work', '/tmp/x/work'],
    ]);

    expect(plan({ writable }).filter(({ path }) => path.startsWith('/tmp/'))).toEqual([
      { path: '/tmp/x', kind: 'writable', source: '/data/tmp/x' },
      { path: '/tmp/x/work', kind: 'writable', source: '/tmp/x/work' },
    ]);
  });

  it('shows what is to be readable below a place that is shown elsewhere', () => {
    const request = { writable: new Map([['/tmp', '/data/tmp']]), readable: ['/tmp/tool', '/usr/tool'] };

    expect(kindAt(request, '/tmp/tool/bin')).toBe('readonly');
    expect(plan(request).filter(({ path }) => path.startsWith('/usr'))).toEqual([]);
  });

  it('a workspace that is the home shows the home', () => {
    const request = {
      hidden: ['/home/me'],
      writable: new Map([['/home/me', '/home/me']]),
      dataDirectory: '/home/me/.server',
    };

    expect(kindAt(request, '/home/me/file')).toBe('writable');
    expect(kindAt(request, '/home/me/.server/db')).toBe('hidden');
  });
});
