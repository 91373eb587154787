// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { aRow } from '../testing/rankings';
import { kMarkMs, movedRows, renewMarks, slides } from './movement';
import { entryOf } from './table';

const entry = (code: string, rank: number, heads: number) => entryOf(aRow(code, rank, heads));

describe('marks', () => {
  it('go to the row that moved, not to those that made room', () => {
    const before = [entry('a', 1, 50), entry('b', 2, 40), entry('c', 3, 30)];
    const after = [entry('c', 1, 60), entry('a', 2, 50), entry('b', 3, 40)];
    expect([...movedRows(before, after)]).toEqual([['c', 2]]);
  });

  it('are not made for a row that lost or gained its rank', () => {
    expect(movedRows([entry('a', 0, 50)], [entry('a', 1, 60)]).size).toBe(0);
  });

  it('add up while they show, and vanish when a row is back where it was', () => {
    const first = renewMarks(new Map(), new Map([['a', 2]]), 0);
    const second = renewMarks(first, new Map([['a', 1]]), 100);
    expect(second.get('a')).toEqual({ places: 3, until: 100 + kMarkMs });
    expect(renewMarks(second, new Map([['a', -3]]), 200).size).toBe(0);
  });

  it('end after their time', () => {
    const marks = renewMarks(new Map(), new Map([['a', 2]]), 0);
    expect(renewMarks(marks, new Map(), kMarkMs).size).toBe(0);
  });
});

describe('slides', () => {
  it('say how far below or above a row stood', () => {
    expect([...slides(['a', 'b', 'c'], ['c', 'a', 'b'])]).toEqual([
      ['c', 2],
      ['a', -1],
      ['b', -1],
    ]);
  });

  it('leave new and unmoved rows alone', () => {
    expect(slides(['a', 'b'], ['a', 'b', 'x']).size).toBe(0);
  });
});
