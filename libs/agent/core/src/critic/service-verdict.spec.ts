import { describe, expect, it } from '@jest/globals';
import { serviceVerdict } from './service-verdict.js';

describe('the verdict of a service', () => {
  it('is a score, and what is probable by groups', () => {
    const labels = [
      ...['success', 'sentiment_positive', 'sentiment_negative', 'loop_behavior', 'scope_creep', 'correction'],
      ...['infrastructure_external_issue', 'something_new', 'overall_sentiment', 'insufficient_testing'],
    ];
    const values = [0.25, 0.5, 0.5, 0.3, 0.9, 0.4, 0.19, 0.2, 0.99, 0.1];

    const { score, message, metadata } = serviceVerdict(labels, values, ['e1', 'e2']);

    expect(score).toBe(0.25);
    expect(message).toMatch(/^Success: 0\.25; \{"overall_sentiment":0\.99,"scope_creep":0\.9,/);
    expect(metadata).toEqual({
      event_ids: ['e1', 'e2'],
      categorized_features: {
        sentiment: { predicted: 'Positive', probability: 0.5, all: { positive: 0.5, negative: 0.5 } },
        agent_behavioral_issues: [
          { name: 'scope_creep', display_name: 'Scope Creep', probability: 0.9 },
          { name: 'loop_behavior', display_name: 'Loop Behavior', probability: 0.3 },
        ],
        user_followup_patterns: [{ name: 'correction', display_name: 'Correction', probability: 0.4 }],
        infrastructure_issues: [],
        other: [{ name: 'something_new', display_name: 'Something New', probability: 0.2 }],
      },
    });
  });

  it('is none when it does not fit', () => {
    expect(() => serviceVerdict(['success', 'correction'], [1], [])).toThrow(/1 labels, and 2/);
    expect(() => serviceVerdict(['correction'], [1], [])).toThrow(/no score/);
    expect(() => serviceVerdict(['success'], [1.5], [])).toThrow(/no score/);
  });
});
