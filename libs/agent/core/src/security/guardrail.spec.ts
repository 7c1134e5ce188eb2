import { expect, it } from '@jest/globals';
import { SecurityRisk } from '@openhands-nest/contracts/vocabulary';
import { verdictIn } from './guardrail.js';

it.each([
  ['RISK: HIGH\nIt deletes all.', SecurityRisk.High],
  ['\n  risk: low  \r\nIt only looks.', SecurityRisk.Low],
  ['RISK: MEDIUM', SecurityRisk.Medium],
  ['RISK: LOW\nRISK: LOW', SecurityRisk.Low],
  ['It looks harmless.\nRISK: LOW', SecurityRisk.Unknown],
  ['RISK: LOW\nNo, wait.\nRISK: HIGH', SecurityRisk.Unknown],
  ['RISK: LOW, I think', SecurityRisk.Unknown],
  ['RISK: UNKNOWN', SecurityRisk.Unknown],
  ['', SecurityRisk.Unknown],
])('an answer is a verdict only when it begins with one: %j', (answer, risk) => {
  expect(verdictIn(answer)).toBe(risk);
});
