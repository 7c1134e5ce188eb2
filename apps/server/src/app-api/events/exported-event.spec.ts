import { describe, expect, it } from '@jest/globals';
import { anAction, anAnswer, project } from './projection/__fixtures__/projected.js';
import { OBSERVATION_EXAMPLES } from './projection/__fixtures__/observation-examples.js';
import { exportedEvent } from './exported-event.js';

const shown = (kind: keyof typeof OBSERVATION_EXAMPLES) => {
  const { action, observation } = OBSERVATION_EXAMPLES[kind];
  return project(anAction(action), anAnswer(observation));
};

describe('an exported event', () => {
  it('of the browser has no pictures', () => {
    const [visit, page] = shown('BrowserObservation').map(exportedEvent);
    expect(visit).toMatchObject({ action: 'browse', args: { url: 'http://localhost:3000/' } });
    expect(page).toMatchObject({
      observation: 'browse',
      content: 'Page: http://localhost:3000/home (Shop)\nOpened it.',
      extras: { url: 'http://localhost:3000/home', trigger_by_action: 'browse', error: false },
    });
    expect(JSON.stringify(page)).not.toMatch(/screenshot":|set_of_marks|dom_object|axtree_object/);
  });

  it('of every other kind is whole', () => {
    for (const event of shown('FileEditorObservation')) expect(exportedEvent(event)).toBe(event);
  });
});
