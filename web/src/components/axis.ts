// SPDX-License-Identifier: Apache-2.0

/** Tops that give an axis round steps, in hundredths of a percent. */
const kTops = [500, 1_000, 2_000, 4_000, 6_000, 8_000, 10_000, 15_000, 20_000, 40_000, 100_000];

/** Gives the top of an axis from zero that leaves some air above the highest value. */
export function axisTop(highest: number): number {
  return kTops.find((top) => top >= highest * 1.08) ?? highest * 1.08;
}

/** Gives the lines of the grid from zero to the top. */
export function gridSteps(top: number): number[] {
  const parts = top % 1_500 === 0 ? 3 : 4;
  return Array.from({ length: parts + 1 }, (_, index) => (top / parts) * index).filter(
    (step) => step % 100 === 0,
  );
}
