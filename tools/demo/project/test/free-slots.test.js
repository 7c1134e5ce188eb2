import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freeSlots } from '../src/free-slots.js';

const at = (text) => {
  const [hours, minutes] = text.split(':').map(Number);
  return hours * 60 + minutes;
};
const meeting = (start, end) => ({ start: at(start), end: at(end) });

describe('freeSlots', () => {
  it('is the whole day without meetings', () => {
    assert.deepEqual(freeSlots([]), [meeting('9:00', '17:00')]);
  });

  it('lies between meetings, in whatever order they come', () => {
    const meetings = [meeting('13:00', '14:30'), meeting('9:00', '10:00')];

    assert.deepEqual(freeSlots(meetings), [meeting('10:00', '13:00'), meeting('14:30', '17:00')]);
  });

  it('leaves out breaks that are too short', () => {
    const meetings = [meeting('9:00', '12:00'), meeting('12:10', '17:00')];

    assert.deepEqual(freeSlots(meetings), []);
  });

  it('never lies within a meeting, even if another one takes place during it', () => {
    const workshop = meeting('10:00', '15:00');
    const call = meeting('11:00', '11:30');

    assert.deepEqual(freeSlots([workshop, call]), [meeting('9:00', '10:00'), meeting('15:00', '17:00')]);
  });
});
