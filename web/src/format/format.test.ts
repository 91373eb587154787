// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { aRow } from '../testing/rankings';
import { entryOf } from '../live/table';
import { basisPointsOf, classOf, classOfEntry } from './coverage';
import { day, moment, monthName, zoneOf } from './date';
import { count, percent, points, rupiah, wholePercent } from './number';
import { matchesSearch, regionName } from './region';

describe('numbers', () => {
  it('are written as Indonesians write them', () => {
    expect(count('id', 1234567)).toBe('1.234.567');
    expect(percent('id', 7840)).toBe('78,40\u202f%');
    expect(percent('id', 0)).toBe('0,00\u202f%');
    expect(percent('id', 10_205)).toBe('102,05\u202f%');
    expect(points('id', -35)).toBe('0,35');
    expect(wholePercent('id', 6000)).toBe('60\u202f%');
  });

  it('are written in English as the English write them', () => {
    expect(count('en', 1234567)).toBe('1,234,567');
    expect(percent('en', 7840)).toBe('78.40%');
  });

  it('keep every rupiah of a sum above 2^53', () => {
    expect(rupiah('id', '9007199254740993')).toBe('Rp9.007.199.254.740.993');
  });
});

describe('dates', () => {
  it('name the month and the day', () => {
    expect(monthName('id', '2024-12')).toBe('Desember 2024');
    expect(monthName('en', '2024-12')).toBe('December 2024');
    expect(monthName('id', 'default')).toBe('default');
    expect(day('id', '2025-08-05')).toBe('5 Agustus 2025');
    expect(day('id', 'unknown')).toBe('unknown');
  });

  it('name the zone that the reader lives in, else that of the capital', () => {
    const at = '2026-11-22T13:01:07Z';
    expect(moment('id', at, zoneOf('Asia/Jakarta'))).toBe('22 November 2026, 20.01.07 WIB');
    expect(moment('id', at, zoneOf('Asia/Makassar'))).toBe('22 November 2026, 21.01.07 WITA');
    expect(moment('id', at, zoneOf('Asia/Jayapura'))).toBe('22 November 2026, 22.01.07 WIT');
    expect(moment('id', at, zoneOf('Europe/Berlin'))).toBe('22 November 2026, 20.01.07 WIB');
  });
});

describe('classes of coverage', () => {
  it('begin at their bounds', () => {
    expect([0, 1999, 2000, 3999, 4999, 5000, 12_000].map(classOf)).toEqual([1, 1, 2, 3, 4, 5, 5]);
  });

  it('tell no data from no rank, and 0 % from both', () => {
    expect(classOfEntry(undefined)).toBe('none');
    expect(classOfEntry(entryOf(aRow('11', 0, 5)))).toBe('none');
    const later = {
      ...aRow('11', 0, 5),
      notRankedReason: 'NOT_RANKED_REASON_NOT_IN_FORCE' as const,
    };
    expect(classOfEntry(entryOf(later))).toBe('unranked');
    expect(classOfEntry(entryOf(aRow('11', 38, 0)))).toBe(1);
  });

  it('round a share half-up and give none without a denominator', () => {
    expect(basisPointsOf(1, 0)).toBeUndefined();
    expect(basisPointsOf(1, 8)).toBe(1250);
    expect(basisPointsOf(1, 3)).toBe(3333);
    expect(basisPointsOf(2, 3)).toBe(6667);
    expect(basisPointsOf(1, 20_000)).toBe(1);
  });
});

describe('regions', () => {
  it('have the short names that people write', () => {
    expect(regionName('Kabupaten Badung')).toBe('Kab. Badung');
    expect(regionName('Kota Administrasi Jakarta Barat')).toBe('Kota Adm. Jakarta Barat');
    expect(regionName('Kalimantan Timur')).toBe('Kalimantan Timur');
  });

  it('are found by words in any order, without accents, or by code', () => {
    expect(matchesSearch('64.74', 'Kota Bontang', 'BONT')).toBe(true);
    expect(matchesSearch('64.74', 'Kota Bontang', 'bontang kota')).toBe(true);
    expect(matchesSearch('64.74', 'Kota Bontang', '64.7')).toBe(true);
    expect(matchesSearch('51.03', 'Kabupaten Badung', 'kab. badung')).toBe(true);
    expect(matchesSearch('64.74', 'Kota Bontang', 'Kutai')).toBe(false);
    expect(matchesSearch('64.74', 'Kota Bontang', '  ')).toBe(true);
  });
});
