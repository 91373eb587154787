// SPDX-License-Identifier: Apache-2.0
import type { Language } from '../i18n/language';

const kLocale: Record<Language, string> = { id: 'id-ID', en: 'en-GB' };

/** Indonesia's three times. A reader elsewhere sees WIB, the time of the capital. */
const kZoneNames: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Ujung_Pandang': 'WITA',
  'Asia/Jayapura': 'WIT',
};

/** A time zone with the name that Indonesians know it by. */
export interface Zone {
  id: string;
  name: string;
}

/** Gives the Indonesian zone of a device, or WIB. */
export function zoneOf(id: string): Zone {
  const name = kZoneNames[id];
  return name ? { id, name } : { id: 'Asia/Jakarta', name: 'WIB' };
}

export function deviceZone(): Zone {
  return zoneOf(Intl.DateTimeFormat().resolvedOptions().timeZone);
}

function dateOfMonth(month: string): Date {
  return new Date(`${month}-01T00:00:00Z`);
}

/** Writes "2024-12" as "Desember 2024". */
export function monthName(language: Language, month: string): string {
  const format = new Intl.DateTimeFormat(kLocale[language], {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return /^\d{4}-\d{2}$/.test(month) ? format.format(dateOfMonth(month)) : month;
}

/** Writes "2024-12" as "Des", for the axis of a chart. */
export function shortMonth(language: Language, month: string): string {
  const format = new Intl.DateTimeFormat(kLocale[language], { month: 'short', timeZone: 'UTC' });
  return format.format(dateOfMonth(month));
}

/** Writes an ISO date "2025-08-05" as "5 Agustus 2025"; anything else as it came. */
export function day(language: Language, date: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  const format = new Intl.DateTimeFormat(kLocale[language], { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** Writes a moment as "22 November 2026, 20.01.07 WIB". */
export function moment(language: Language, timestamp: string, zone: Zone): string {
  const at = new Date(timestamp);
  const locale = kLocale[language];
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: zone.id }).format(at);
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: zone.id,
  }).format(at);
  return `${date}, ${time} ${zone.name}`;
}
