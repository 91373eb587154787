// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { axisTop, gridSteps } from './axis';

describe('the axis of a chart', () => {
  it('leaves air above the highest value and starts at zero', () => {
    expect(axisTop(3859)).toBe(6_000);
    expect(axisTop(0)).toBe(500);
    expect(axisTop(9_900)).toBe(15_000);
    expect(gridSteps(6_000)).toEqual([0, 2000, 4000, 6000]);
  });

  it('holds values far above 100 %', () => {
    expect(axisTop(250_000)).toBeGreaterThan(250_000);
  });
});
