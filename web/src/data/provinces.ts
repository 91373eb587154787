// SPDX-License-Identifier: Apache-2.0
import csv from './province-grid.csv?raw';

/** A province's tile: one of 38 equal squares, so that small provinces can be seen too. */
export interface Tile {
  code: string;
  /** Short label that fits the tile, "Kaltim". */
  label: string;
  name: string;
  row: number;
  col: number;
}

/** Tiles from this column on lie in the east half, which stands below the west half on a phone. */
export const kEastFrom = 9;

function readTiles(text: string): Tile[] {
  const lines = text.trim().split('\n').slice(1);
  return lines.map((line) => {
    const [code = '', label = '', name = '', row, col] = line.split(',');
    return { code, label, name, row: Number(row), col: Number(col) };
  });
}

/** The 38 provinces in order of code. */
export const kTiles: readonly Tile[] = readTiles(csv);

/** Gives the province of a region's code: "64" of "64.74". */
export function provinceOf(code: string): string {
  return code.slice(0, 2);
}

/** Gives the tile next to another in a direction: the nearest one, straight ahead before aside. */
export function neighbour(from: Tile, rows: number, cols: number): Tile | undefined {
  let best: Tile | undefined;
  let bestCost = Infinity;
  for (const tile of kTiles) {
    const ahead = (tile.row - from.row) * rows + (tile.col - from.col) * cols;
    if (ahead <= 0) continue;
    const aside = Math.abs((tile.row - from.row) * cols) + Math.abs((tile.col - from.col) * rows);
    const cost = ahead + 2 * aside;
    if (cost < bestCost) [best, bestCost] = [tile, cost];
  }
  return best;
}
