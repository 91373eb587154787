// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { ageSeconds, ServerClock } from './freshness';

const kNoon = Date.parse('2026-11-22T12:00:00Z');

describe('the age of figures', () => {
  it('is unknown without a time and never negative', () => {
    expect(ageSeconds(undefined, kNoon)).toBeUndefined();
    expect(ageSeconds('not a time', kNoon)).toBeUndefined();
    expect(ageSeconds('2026-11-22T12:00:05Z', kNoon)).toBe(0);
  });

  it('does not depend on a wrong clock of the device', () => {
    const clock = new ServerClock();
    const deviceNow = kNoon + 3_600_000;
    clock.learn('2026-11-22T12:00:00Z', deviceNow);
    expect(ageSeconds('2026-11-22T11:59:58Z', clock.at(deviceNow))).toBe(2);
  });

  it('trusts the quickest message', () => {
    const clock = new ServerClock();
    clock.learn('2026-11-22T12:00:00Z', kNoon + 50);
    clock.learn('2026-11-22T12:00:10Z', kNoon + 14_000);
    expect(clock.at(kNoon)).toBe(kNoon - 50);
  });

  it('learns nothing from a time that is none', () => {
    const clock = new ServerClock();
    clock.learn('soon', kNoon);
    expect(clock.at(kNoon)).toBe(kNoon);
  });
});
