// SPDX-License-Identifier: Apache-2.0
import type { Entry } from './table';

/**
 * Lays the newest figures out in the order that is being held.
 *
 * Rows that left the table go, rows that are new come at the end: the rows under the reader's
 * finger stay where they are.
 */
export function inHeldOrder(entries: readonly Entry[], held: readonly string[]): Entry[] {
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const laid: Entry[] = [];
  for (const code of held) {
    const entry = byCode.get(code);
    if (entry && byCode.delete(code)) laid.push(entry);
  }
  return laid.concat([...byCode.values()]);
}

/**
 * Counts the rows that must move to turn one order into the other: those outside the longest run
 * that stays.
 */
export function movesBetween(shown: readonly Entry[], wanted: readonly Entry[]): number {
  const place = new Map(wanted.map((entry, index) => [entry.code, index]));
  const places = shown.map((entry) => place.get(entry.code)).filter((at) => at !== undefined);
  return wanted.length - longestRise(places);
}

/** Gives the length of the longest strictly increasing subsequence (patience sorting). */
function longestRise(values: readonly number[]): number {
  const tails: number[] = [];
  for (const value of values) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle]! < value) low = middle + 1;
      else high = middle;
    }
    tails[low] = value;
  }
  return tails.length;
}

/**
 * Decides whether the order waits: while a pointer rests on the list or a row has the focus.
 *
 * Touching is not resting: a finger that scrolls leaves no pointer behind.
 */
export class Hold {
  private pointer = false;
  private focus = false;

  pointerEntered(type: string): void {
    this.pointer = type !== 'touch';
  }
  pointerLeft(): void {
    this.pointer = false;
  }
  focusEntered(): void {
    this.focus = true;
  }
  focusLeft(): void {
    this.focus = false;
  }
  get active(): boolean {
    return this.pointer || this.focus;
  }
}
