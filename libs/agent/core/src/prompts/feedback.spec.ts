import { describe, expect, it } from '@jest/globals';
import {
  cutOffCallFeedback,
  emptyReplyFeedback,
  interruptedCallFeedback,
  unparsableArgumentsFeedback,
  notExecutedAfterFinishFeedback,
  outcomeUnknownFeedback,
  rejectedByUserFeedback,
  stuckFeedback,
  unknownToolFeedback,
} from './feedback.js';

describe('feedback', () => {
  it('lists the tools that exist when one does not', () => {
    expect(unknownToolFeedback('bash', ['terminal', 'finish'])).toMatch(/"bash".*terminal, finish/);
    expect(unknownToolFeedback('bash', [])).toMatch(/"bash".*no tools/);
  });

  it('repeats what is wrong with arguments', () => {
    expect(unparsableArgumentsFeedback('glob', 'pattern is missing.')).toMatch(
      /glob.*pattern is missing\..*Nothing was executed/,
    );
  });

  it('says which call an event is about', () => {
    for (const sentence of [
      cutOffCallFeedback,
      interruptedCallFeedback,
      outcomeUnknownFeedback,
      notExecutedAfterFinishFeedback,
      rejectedByUserFeedback,
    ]) {
      expect(sentence('terminal')).toContain('terminal');
    }
  });

  it('is honest about a call whose outcome nobody saw', () => {
    expect(outcomeUnknownFeedback('terminal')).toMatch(/outcome .*unknown.*not repeated/);
  });

  it('passes on why a call was rejected, when a reason was given', () => {
    expect(rejectedByUserFeedback('terminal', 'wrong folder')).toContain('Reason: wrong folder');
    expect(rejectedByUserFeedback('terminal', ' ')).not.toContain('Reason');
  });

  it('names the pattern of a stuck run and what to do about an empty reply', () => {
    expect(stuckFeedback('the same call failed 3 times')).toContain('the same call failed 3 times');
    expect(emptyReplyFeedback()).toMatch(/tool/);
  });
});
