import { SecurityRisk } from '@openhands-nest/contracts/vocabulary';

const RANK: Readonly<Record<SecurityRisk, number>> = {
  [SecurityRisk.Unknown]: 0,
  [SecurityRisk.Low]: 1,
  [SecurityRisk.Medium]: 2,
  [SecurityRisk.High]: 3,
};

/** Whether a known risk is at least as high as another one. */
export function isAtLeast(risk: SecurityRisk, threshold: SecurityRisk): boolean {
  return RANK[risk] >= RANK[threshold];
}

/** The highest known risk; unknown when none is known. */
export function worstOf(risks: readonly SecurityRisk[]): SecurityRisk {
  return risks.reduce<SecurityRisk>((worst, risk) => (isAtLeast(risk, worst) ? risk : worst), SecurityRisk.Unknown);
}
