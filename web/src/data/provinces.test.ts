// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { kEastFrom, kGroupLabels, kTiles, neighbour } from './provinces';

const tile = (code: string) => kTiles.find((each) => each.code === code)!;

describe('the tile map', () => {
  it('has 38 provinces, each in a cell of its own', () => {
    expect(kTiles).toHaveLength(38);
    expect(new Set(kTiles.map((each) => `${each.row} ${each.col}`)).size).toBe(38);
    expect(kTiles.every((each) => each.name && each.label && each.short.length <= 7)).toBe(true);
  });

  it('writes no name of an island group over a tile', () => {
    const taken = new Set(kTiles.map((each) => `${each.row} ${each.col}`));
    expect(kGroupLabels.filter((group) => taken.has(`${group.row} ${group.col}`))).toEqual([]);
  });

  it('splits into halves of nine columns for a phone', () => {
    expect(Math.max(...kTiles.map((each) => each.col))).toBeLessThan(2 * kEastFrom);
  });

  it('lets the arrow keys reach every province from Aceh', () => {
    const reached = new Set(['11']);
    const open = [tile('11')];
    for (let from = open.pop(); from; from = open.pop()) {
      for (const [rows, cols] of [
        [-1, 0],
        [1, 0],
        [0, -1],
        [0, 1],
      ] as const) {
        const next = neighbour(from, rows, cols);
        if (next && !reached.has(next.code)) open.push(next);
        if (next) reached.add(next.code);
      }
    }
    expect(reached.size).toBe(38);
  });

  it('goes from Kaltim east to Sulawesi and south to Kalsel', () => {
    expect(neighbour(tile('64'), 0, 1)?.code).toBe('72');
    expect(neighbour(tile('64'), 1, 0)?.code).toBe('63');
    expect(neighbour(tile('11'), -1, 0)).toBeUndefined();
  });
});
