// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { aDelta, aRanking, aRow } from '../testing/rankings';
import { applyDelta, applySnapshot, type Step, type Table } from './table';

function applied(step: Step): Table {
  if (step.kind !== 'applied') throw new Error(step.kind);
  return step.table;
}

describe('a ranking table', () => {
  it('refuses a snapshot older than what is shown', () => {
    const shown = applied(applySnapshot(undefined, aRanking('9')));
    expect(applySnapshot(shown, aRanking('8')).kind).toBe('old');
  });

  it('compares versions as whole 64-bit numbers', () => {
    const shown = applied(applySnapshot(undefined, aRanking('18446744073709551614')));
    expect(applySnapshot(shown, aRanking('18446744073709551613')).kind).toBe('old');
    expect(applySnapshot(shown, aRanking('18446744073709551615')).kind).toBe('applied');
  });

  it('ignores a delta that is not newer, so the version never goes back', () => {
    const shown = applied(applySnapshot(undefined, aRanking('9')));
    expect(applyDelta(shown, aDelta('7', '8')).kind).toBe('old');
    expect(applyDelta(shown, aDelta('8', '9')).kind).toBe('old');
  });

  it('sees that a delta is missing', () => {
    const shown = applied(applySnapshot(undefined, aRanking('9')));
    expect(applyDelta(shown, aDelta('10', '11')).kind).toBe('gap');
    expect(applyDelta(undefined, aDelta('1', '2')).kind).toBe('gap');
  });

  it('replaces changed rows whole and orders by rank, then code', () => {
    const rows = [aRow('11.01', 1, 50), aRow('11.02', 2, 40), aRow('11.03', 3, 30)];
    const shown = applied(applySnapshot(undefined, aRanking('9', rows)));
    const delta = aDelta('9', '10', [
      aRow('11.03', 1, 60),
      aRow('11.01', 2, 50),
      aRow('11.02', 3, 40),
    ]);
    const table = applied(applyDelta(shown, delta));
    expect(table.entries.map((entry) => entry.code)).toEqual(['11.03', '11.01', '11.02']);
    expect(table.version).toBe(10n);
    expect(table.entries[0]!.heads).toBe(60);
  });

  it('takes a delta over a longer stretch than it needs, because rows are whole', () => {
    const shown = applied(applySnapshot(undefined, aRanking('9')));
    expect(applyDelta(shown, aDelta('7', '10')).kind).toBe('applied');
  });

  it('puts regions without rank last and shared ranks in order of code', () => {
    const rows = [
      aRow('11.04', 0, 0),
      aRow('11.03', 1, 5),
      aRow('11.01', 1, 5),
      aRow('11.02', 3, 4),
    ];
    const table = applied(applySnapshot(undefined, aRanking('1', rows)));
    expect(table.entries.map((entry) => entry.code)).toEqual(['11.01', '11.03', '11.02', '11.04']);
  });

  it('drops rows that left the table', () => {
    const shown = applied(applySnapshot(undefined, aRanking('9')));
    const table = applied(applyDelta(shown, { ...aDelta('9', '10'), removed: ['11.02'] }));
    expect(table.entries.some((entry) => entry.code === '11.02')).toBe(false);
  });

  it('keeps the objects of rows that a new snapshot did not change', () => {
    const shown = applied(applySnapshot(undefined, aRanking('9')));
    const table = applied(applySnapshot(shown, aRanking('10')));
    expect(table.entries[0]).toBe(shown.entries[0]);
  });
});
