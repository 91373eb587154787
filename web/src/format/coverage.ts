// SPDX-License-Identifier: Apache-2.0
import type { Entry } from '../live/table';

/** Lower bounds of the five classes, in whole percent; the same on every page. */
export const kClassBounds = [0, 20, 30, 40, 50] as const;

/**
 * Class 1 … 5 of the scale; 'none' without data (hatched); 'unranked' with data but no rank
 * (outlined).
 */
export type CoverageClass = 1 | 2 | 3 | 4 | 5 | 'none' | 'unranked';

/** Gives the class of a coverage in hundredths of a percent. */
export function classOf(basisPoints: number): 1 | 2 | 3 | 4 | 5 {
  const passed = kClassBounds.filter((bound) => basisPoints >= bound * 100).length;
  return Math.max(1, passed) as 1 | 2 | 3 | 4 | 5;
}

/** Gives the class in which a region is drawn. */
export function classOfEntry(entry: Entry | undefined): CoverageClass {
  if (!entry || entry.reason === 'NOT_RANKED_REASON_NO_DENOMINATOR') return 'none';
  if (entry.rank === 0) return 'unranked';
  return classOf(entry.basisPoints);
}

/**
 * Gives hundredths of a percent, half-up, of counts (coverage of one segment). Undefined without a
 * denominator.
 */
export function basisPointsOf(active: number, entitled: number): number | undefined {
  if (entitled <= 0) return undefined;
  return Number((BigInt(active) * 20_000n + BigInt(entitled)) / (BigInt(entitled) * 2n));
}
