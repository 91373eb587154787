// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { en } from './en';
import { id } from './id';
import { partsOf, pluralOf, textOf } from './text';

const placesOf = (message: string) => (message.match(/\{\w+\}/g) ?? []).sort();

describe('texts', () => {
  it('are the same keys in every language, none empty', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(id).sort());
    expect([...Object.values(id), ...Object.values(en)].filter((text) => text === '')).toEqual([]);
  });

  it('have the same places in every language', () => {
    for (const key of Object.keys(id) as (keyof typeof id)[]) {
      expect([key, placesOf(en[key])]).toEqual([key, placesOf(id[key])]);
    }
  });

  it('show a place that got no value, so that it is noticed', () => {
    expect(textOf('id', 'ranking.of', { scope: 'Indonesia' })).toContain('{month}');
  });

  it('choose the English singular for one only', () => {
    const text = (amount: number) => pluralOf('en', 'ranking.pending', amount, { count: amount });
    expect([text(0), text(1), text(2)]).toEqual(['0 changes', '1 change', '2 changes']);
    expect(pluralOf('id', 'ranking.pending', 2, { count: 2 })).toBe('2 perubahan');
  });

  it('come apart at their places without losing a sign', () => {
    const values = { coverage: '37,36 %', month: 'Desember 2024', change: '' };
    const parts = partsOf('id', 'answer.nation', values);
    expect(parts.map((part) => part.text).join('')).toBe(textOf('id', 'answer.nation', values));
    expect(parts.find((part) => part.place === 'coverage')?.text).toBe('37,36 %');
  });
});
