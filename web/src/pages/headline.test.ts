// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { MonthIndicators, Placement, RegionIndicators } from '../api/types';
import { aStamp } from '../testing/rankings';
import { changeSince, mainPlacement, nationPlacement } from './headline';

const month = (name: string, coverageBasisPoints: number): MonthIndicators => ({
  month: name,
  activeHeads: '1',
  segments: [],
  coverageBasisPoints,
  contributionsRupiah: '0',
});
const place = (members: Placement['members'], scope: string): Placement => ({
  members,
  scope,
  scopeName: scope,
  rank: 1,
  ranked: 10,
});
const region = (placements: Placement[]): RegionIndicators => ({
  stamp: aStamp('1'),
  region: '64.74',
  name: 'Kota Bontang',
  level: 'REGION_LEVEL_REGENCY',
  denominators: [],
  trend: [],
  placements,
});

describe('the sentence on top', () => {
  it('compares with the month before, and with nothing at the start', () => {
    const trend = [month('2024-11', 3000), month('2024-12', 3035)];
    expect(changeSince(trend, '2024-12')).toEqual({ month: '2024-11', basisPoints: 35 });
    expect(changeSince(trend, '2024-11')).toBeUndefined();
    expect(changeSince(trend, '2023-01')).toBeUndefined();
  });

  it('names the place in the own province first, then that in the nation', () => {
    const nation = place('MEMBERS_REGENCIES', 'ID');
    const own = place('MEMBERS_REGENCIES', '64');
    expect(mainPlacement(region([nation, own]))).toBe(own);
    expect(nationPlacement(region([nation, own]))).toBe(nation);
  });

  it('names a province once', () => {
    const nation = place('MEMBERS_PROVINCES', 'ID');
    expect(mainPlacement(region([nation]))).toBe(nation);
    expect(nationPlacement(region([nation]))).toBeUndefined();
    expect(mainPlacement(region([]))).toBeUndefined();
  });
});
