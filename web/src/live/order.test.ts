// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { entriesOf } from '../testing/rankings';
import { Hold, inHeldOrder, movesBetween } from './order';

const codes = (entries: { code: string }[]) => entries.map((entry) => entry.code);

describe('the held order', () => {
  it('keeps rows in place while their figures change', () => {
    const newest = entriesOf('b', 'a', 'c');
    const laid = inHeldOrder(newest, ['a', 'b', 'c']);
    expect(codes(laid)).toEqual(['a', 'b', 'c']);
    expect(laid[0]).toBe(newest[1]);
  });

  it('drops rows that left and puts new ones at the end', () => {
    expect(codes(inHeldOrder(entriesOf('d', 'c', 'a'), ['a', 'b', 'c']))).toEqual(['a', 'c', 'd']);
  });
});

describe('pending changes', () => {
  it('are none in the same order', () => {
    expect(movesBetween(entriesOf('a', 'b'), entriesOf('a', 'b'))).toBe(0);
  });

  it('count one row that rose past many as one', () => {
    expect(
      movesBetween(entriesOf('a', 'b', 'c', 'd', 'e'), entriesOf('e', 'a', 'b', 'c', 'd')),
    ).toBe(1);
  });

  it('count a whole reversal as all but one', () => {
    expect(movesBetween(entriesOf('a', 'b', 'c', 'd'), entriesOf('d', 'c', 'b', 'a'))).toBe(3);
  });

  it('count a new row', () => {
    expect(movesBetween(entriesOf('a', 'b'), entriesOf('a', 'x', 'b'))).toBe(1);
  });
});

describe('the hold', () => {
  it('does not hold under a finger, which leaves no pointer behind', () => {
    const hold = new Hold();
    hold.pointerEntered('touch');
    expect(hold.active).toBe(false);
  });

  it('holds under a mouse until it leaves', () => {
    const hold = new Hold();
    hold.pointerEntered('mouse');
    expect(hold.active).toBe(true);
    hold.pointerLeft();
    expect(hold.active).toBe(false);
  });

  it('goes on while a row has the focus after the mouse has left', () => {
    const hold = new Hold();
    hold.pointerEntered('mouse');
    hold.focusEntered();
    hold.pointerLeft();
    expect(hold.active).toBe(true);
    hold.focusLeft();
    expect(hold.active).toBe(false);
  });
});
