// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from './address';

describe('the address', () => {
  it('leaves out what it does not understand', () => {
    const broken = readAddress('?lingkup=64.74&wilayah=<b>&bulan=2024-13');
    expect(broken).toEqual({ scope: 'ID', region: null, month: null });
  });

  it('says again what it was written from', () => {
    const address = { scope: '64', region: '64.74', month: '2024-11' };
    expect(readAddress(writeAddress(address, 'en'))).toEqual(address);
  });

  it('is plain when everything is as at first', () => {
    expect(writeAddress({ scope: 'ID', region: null, month: null }, null)).toBe('./');
  });
});
