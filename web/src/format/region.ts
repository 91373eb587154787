// SPDX-License-Identifier: Apache-2.0
import type { NotRankedReason } from '../api/types';
import type { Key } from '../i18n/text';

/** Shortens an official name as people write it: "Kab. Badung", "Kota Adm. Jakarta Barat". */
export function regionName(official: string): string {
  return official
    .replace(/^Kabupaten /, 'Kab. ')
    .replace(/^(Kab\.|Kota) Administrasi /, '$1 Adm. ');
}

/**
 * Gives the text for a missing rank; a reason that this page does not know yet is said to be
 * unnamed.
 */
export function reasonKey(reason: NotRankedReason): Key {
  if (reason === 'NOT_RANKED_REASON_NO_DENOMINATOR') return 'reason.noDenominator';
  if (reason === 'NOT_RANKED_REASON_NOT_IN_FORCE') return 'reason.notInForce';
  return 'reason.other';
}

/** Makes a text comparable for a search: without case and accents. */
export function searchForm(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Tells whether a region answers a search: every word occurs in its name or begins its code. */
export function matchesSearch(code: string, name: string, query: string): boolean {
  const words = searchForm(query).split(/\s+/).filter(Boolean);
  const within = searchForm(`${name} ${regionName(name)}`);
  return words.every((word) => within.includes(word) || code.startsWith(word));
}
