// SPDX-License-Identifier: Apache-2.0
import * as dates from '../format/date';
import * as numbers from '../format/number';
import { isLanguage, type Language } from './language';
import { partsOf, pluralOf, textOf } from './text';
import type { Key, Part, PluralKey, Values } from './text';

const kStored = 'paritrana.language';

/**
 * Speaks the reader's language: texts, numbers, dates. One for the page; changing it redraws what
 * it said.
 */
class Locale {
  language = $state<Language>('id');
  readonly zone = dates.deviceZone();

  /**
   * Chooses the language: the address first, then what the reader chose before, then Indonesian.
   */
  start(fromAddress: string | null): void {
    const stored = readStored();
    if (isLanguage(fromAddress)) this.language = fromAddress;
    else if (isLanguage(stored)) this.language = stored;
    document.documentElement.lang = this.language;
  }

  choose(language: Language): void {
    this.language = language;
    document.documentElement.lang = language;
    try {
      localStorage.setItem(kStored, language);
    } catch {
      // A browser without storage forgets the choice; nothing else depends on it.
    }
  }

  text = (key: Key, values?: Values): string => textOf(this.language, key, values);
  parts = (key: Key, values: Values): Part[] => partsOf(this.language, key, values);
  plural = (stem: PluralKey, amount: number, values: Values = {}): string =>
    pluralOf(this.language, stem, amount, { count: this.count(amount), ...values });
  count = (value: number): string => numbers.count(this.language, value);
  percent = (basisPoints: number): string => numbers.percent(this.language, basisPoints);
  wholePercent = (basisPoints: number): string => numbers.wholePercent(this.language, basisPoints);
  shortPercent = (basisPoints: number): string => numbers.shortPercent(this.language, basisPoints);
  points = (basisPoints: number): string => numbers.points(this.language, basisPoints);
  rupiah = (digits: string): string => numbers.rupiah(this.language, digits);
  month = (month: string): string => dates.monthName(this.language, month);
  shortMonth = (month: string): string => dates.shortMonth(this.language, month);
  day = (date: string): string => dates.day(this.language, date);
  moment = (timestamp: string): string => dates.moment(this.language, timestamp, this.zone);
}

function readStored(): string | null {
  try {
    return localStorage.getItem(kStored);
  } catch {
    return null;
  }
}

export const locale = new Locale();
