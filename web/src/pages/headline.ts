// SPDX-License-Identifier: Apache-2.0
import type { MonthIndicators, Placement, RegionIndicators } from '../api/types';

/**
 * Gives the change of coverage against the month before, in hundredths of a percent; undefined
 * without one.
 */
export function changeSince(
  trend: readonly MonthIndicators[],
  month: string,
): { month: string; basisPoints: number } | undefined {
  const at = trend.findIndex((each) => each.month === month);
  const now = trend[at];
  const before = trend[at - 1];
  if (!now || !before) return undefined;
  return { month: before.month, basisPoints: now.coverageBasisPoints - before.coverageBasisPoints };
}

/**
 * Gives the place that a region's sentence names: the one in its own province, for a province the
 * nation's.
 */
export function mainPlacement(region: RegionIndicators): Placement | undefined {
  const inProvince = region.placements.find(({ scope }) => scope !== 'ID');
  return inProvince ?? region.placements[0];
}

/** Gives a regency's place in the nation, if the sentence has named another. */
export function nationPlacement(region: RegionIndicators): Placement | undefined {
  const nation = region.placements.find(({ scope }) => scope === 'ID');
  return nation === mainPlacement(region) ? undefined : nation;
}
