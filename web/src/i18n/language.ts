// SPDX-License-Identifier: Apache-2.0
/** The languages of the page; Indonesian is the default. */
export type Language = 'id' | 'en';

export const kLanguages: readonly Language[] = ['id', 'en'];

export function isLanguage(text: string | null): text is Language {
  return text === 'id' || text === 'en';
}
