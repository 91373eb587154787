// SPDX-License-Identifier: Apache-2.0

/** What the address says: everything that a shared link must show again. */
export interface Address {
  /** Region whose regencies are ranked: "ID" or a province, "64". */
  scope: string;
  /** Region whose panel is open; null for that of the scope. */
  region: string | null;
  /** Month "2024-12"; null for the edition's default. */
  month: string | null;
}

const kProvince = /^\d{2}$/;
const kRegion = /^\d{2}(\.\d{2})?$/;
const kMonth = /^\d{4}-(0[1-9]|1[0-2])$/;

function valid(value: string | null, form: RegExp): string | null {
  return value !== null && form.test(value) ? value : null;
}

/** Reads an address; what is not understood is left out. */
export function readAddress(search: string): Address {
  const query = new URLSearchParams(search);
  return {
    scope: valid(query.get('lingkup'), kProvince) ?? 'ID',
    region: valid(query.get('wilayah'), kRegion),
    month: valid(query.get('bulan'), kMonth),
  };
}

/** Writes an address, without what is the default; keeps the language if the address named one. */
export function writeAddress(address: Address, language: string | null): string {
  const query = new URLSearchParams();
  if (address.scope !== 'ID') query.set('lingkup', address.scope);
  if (address.region) query.set('wilayah', address.region);
  if (address.month) query.set('bulan', address.month);
  if (language) query.set('bahasa', language);
  const text = query.toString();
  return text ? `?${text}` : './';
}
