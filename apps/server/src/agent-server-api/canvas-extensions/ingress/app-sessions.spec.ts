import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import type { ReadyBackend } from '../backend/app-backends.service.js';
import { AppSessions } from './app-sessions.js';

const backend = { run: {}, port: 1 } as ReadyBackend;

describe('AppSessions', () => {
  it('ends a session by itself, with what hangs on it', async () => {
    const sessions = new AppSessions();
    const { token, session } = sessions.create(backend, 10);
    // Timers of sessions keep no process alive; this one does.
    const awake = setInterval(() => undefined, 1_000);
    if (!session.over.aborted) await once(session.over, 'abort');
    clearInterval(awake);
    expect(sessions.find(token, backend)).toBeUndefined();
  });

  it('opens one start of one program, with the right token', () => {
    const sessions = new AppSessions();
    const { token, session } = sessions.create(backend);
    expect(sessions.find(token, { ...backend })).toBe(session);
    expect(sessions.find(token, { ...backend, run: {} } as ReadyBackend)).toBeUndefined();
    expect(sessions.find(`${token}x`, backend)).toBeUndefined();
    expect(sessions.find(undefined, backend)).toBeUndefined();
    sessions.onModuleDestroy();
    expect(session.over.aborted).toBe(true);
  });

  it('forgets the oldest of too many', () => {
    const sessions = new AppSessions();
    const [first, ...others] = Array.from({ length: 1_001 }, () => sessions.create(backend));
    expect(first?.session.over.aborted).toBe(true);
    expect(others.some(({ session }) => session.over.aborted)).toBe(false);
    sessions.onModuleDestroy();
  });
});
