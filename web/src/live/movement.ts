// SPDX-License-Identifier: Apache-2.0
import type { Entry } from './table';

/** How long a moved row keeps its quiet mark. */
export const kMarkMs = 6_000;

/** A row's mark: places gained (positive) or lost, and until when it shows. */
export interface Mark {
  places: number;
  until: number;
}

/**
 * Finds the rows to mark between two versions of a table.
 *
 * A row that rises by fifty places pushes fifty others down by one. Only rows whose own figures
 * changed are marked: they moved, the others made room.
 */
export function movedRows(before: readonly Entry[], after: readonly Entry[]): Map<string, number> {
  const old = new Map(before.map((entry) => [entry.code, entry]));
  const moved = new Map<string, number>();
  for (const entry of after) {
    const was = old.get(entry.code);
    if (!was || !was.rank || !entry.rank || was.rank === entry.rank) continue;
    if (was.heads === entry.heads && was.entitled === entry.entitled) continue;
    moved.set(entry.code, was.rank - entry.rank);
  }
  return moved;
}

/** Adds new marks and drops those that are over; a row that moves again adds up. */
export function renewMarks(
  marks: ReadonlyMap<string, Mark>,
  moved: ReadonlyMap<string, number>,
  now: number,
): Map<string, Mark> {
  const renewed = new Map([...marks].filter(([, mark]) => mark.until > now));
  for (const [code, places] of moved) {
    const sum = places + (renewed.get(code)?.places ?? 0);
    if (sum === 0) renewed.delete(code);
    else renewed.set(code, { places: sum, until: now + kMarkMs });
  }
  return renewed;
}

/**
 * Gives for each row how many places it stood lower (positive) or higher before; unmoved rows are
 * left out.
 */
export function slides(before: readonly string[], after: readonly string[]): Map<string, number> {
  const place = new Map(before.map((code, index) => [code, index]));
  const moved = new Map<string, number>();
  after.forEach((code, index) => {
    const was = place.get(code);
    if (was !== undefined && was !== index) moved.set(code, was - index);
  });
  return moved;
}
