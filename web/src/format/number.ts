// SPDX-License-Identifier: Apache-2.0
import type { Language } from '../i18n/language';

const kLocale: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };

interface Formats {
  whole: Intl.NumberFormat;
  hundredths: Intl.NumberFormat;
  tenths: Intl.NumberFormat;
}

function formatsOf(language: Language): Formats {
  const locale = kLocale[language];
  return {
    whole: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
    hundredths: new Intl.NumberFormat(locale, {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
    }),
    tenths: new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  };
}

const kFormats: Record<Language, Formats> = { id: formatsOf('id'), en: formatsOf('en') };

/** Joins a number to its sign so that no line breaks between them. */
const kNarrowSpace = '\u202f';

/** Writes a whole number: 1.234.567 or 1,234,567. */
export function count(language: Language, value: number): string {
  return kFormats[language].whole.format(value);
}

/** Writes hundredths of a percent: 7840 is "78,40 %" or "78.40%". */
export function percent(language: Language, basisPoints: number): string {
  const digits = kFormats[language].hundredths.format(basisPoints / 100);
  return language === 'id' ? `${digits}${kNarrowSpace}%` : `${digits}%`;
}

/** Writes hundredths of a percent without decimals, for an axis: "60 %" or "60%". */
export function wholePercent(language: Language, basisPoints: number): string {
  const digits = kFormats[language].whole.format(basisPoints / 100);
  return language === 'id' ? `${digits}${kNarrowSpace}%` : `${digits}%`;
}

/** Writes hundredths of a percent for a small place: "78,4". */
export function shortPercent(language: Language, basisPoints: number): string {
  return kFormats[language].tenths.format(basisPoints / 100);
}

/** Writes the size of a difference in percentage points, without its sign: 35 is "0,35". */
export function points(language: Language, basisPoints: number): string {
  return kFormats[language].hundredths.format(Math.abs(basisPoints) / 100);
}

/**
 * Writes an amount: "Rp1.234.567" or "Rp1,234,567". Takes the digits as text: sums may pass 2^53.
 */
export function rupiah(language: Language, digits: string): string {
  return `Rp${kFormats[language].whole.format(BigInt(digits))}`;
}
