// SPDX-License-Identifier: Apache-2.0
import csv from './province-grid.csv?raw';

/** A province's tile: one of 38 equal squares, so that small provinces can be seen too. */
export interface Tile {
  code: string;
  /** Short label that fits the tile, "Kaltim". */
  label: string;
  /** The same for a phone's tile. */
  short: string;
  name: string;
  row: number;
  col: number;
}

/** Tiles from this column on lie in the east half, which stands below the west half on a phone. */
export const kEastFrom = 9;

function readTiles(text: string): Tile[] {
  const lines = text.trim().split('\n').slice(1);
  return lines.map((line) => {
    const [code = '', label = '', short = '', name = '', row, col] = line.split(',');
    return { code, label, short, name, row: Number(row), col: Number(col) };
  });
}

/** The 38 provinces in order of code. */
export const kTiles: readonly Tile[] = readTiles(csv);

/** An island group's name on the map, with its place there and on a phone. */
export interface GroupLabel {
  key: 'sumatera' | 'jawa' | 'kalimantan' | 'nusaTenggara' | 'sulawesi' | 'maluku' | 'papua';
  row: number;
  col: number;
  phoneRow: number;
  phoneCol: number;
}

/** Names of the island groups, in cells that no tile takes. */
export const kGroupLabels: readonly GroupLabel[] = [
  { key: 'sumatera', row: 5, col: 0, phoneRow: 5, phoneCol: 0 },
  { key: 'jawa', row: 7, col: 4, phoneRow: 7, phoneCol: 4 },
  { key: 'kalimantan', row: 0, col: 6, phoneRow: 0, phoneCol: 6 },
  { key: 'nusaTenggara', row: 6, col: 9, phoneRow: 13, phoneCol: 2 },
  { key: 'sulawesi', row: 1, col: 9, phoneRow: 9, phoneCol: 0 },
  { key: 'maluku', row: 0, col: 13, phoneRow: 12, phoneCol: 4 },
  { key: 'papua', row: 1, col: 16, phoneRow: 9, phoneCol: 7 },
];

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
