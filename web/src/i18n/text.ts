// SPDX-License-Identifier: Apache-2.0
import { en } from './en';
import { id } from './id';
import type { Language } from './language';

/** A text's name. The type of `en` makes a missing or surplus key fail the check. */
export type Key = keyof typeof id;
/** What is put into a text's {places}. */
export type Values = Record<string, string | number>;

const kMessages: Record<Language, Record<Key, string>> = { id, en };

/**
 * Gives a text with its {places} filled. A place without a value stays visible, so that it is
 * noticed.
 */
export function textOf(language: Language, key: Key, values: Values = {}): string {
  return kMessages[language][key].replace(/\{(\w+)\}/g, (place, name: string) =>
    String(values[name] ?? place),
  );
}

/** A piece of a text; `place` names the {place} it came from. */
export interface Part {
  text: string;
  place?: string;
}

/** Gives a text in pieces, so that a page can set a value apart (a number in bold). */
export function partsOf(language: Language, key: Key, values: Values): Part[] {
  return kMessages[language][key].split(/(\{\w+\})/).flatMap((piece): Part[] => {
    const place = /^\{(\w+)\}$/.exec(piece)?.[1];
    if (place === undefined) return piece ? [{ text: piece }] : [];
    return [{ text: String(values[place] ?? piece), place }];
  });
}

type PluralStem<K> = K extends `${infer Stem}.other` ? Stem : never;
/** The stem of texts that differ by number: `stem.one` and `stem.other`. */
export type PluralKey = PluralStem<Key>;

/** Gives the text for a number; Indonesian uses one form, English two. */
export function pluralOf(
  language: Language,
  stem: PluralKey,
  amount: number,
  values: Values,
): string {
  const form = language === 'en' && amount === 1 ? 'one' : 'other';
  return textOf(language, `${stem}.${form}` as Key, values);
}
