// SPDX-License-Identifier: Apache-2.0
import { getEdition, rankingPath } from '../api/client';
import type { Edition } from '../api/types';
import { WatchedIndicators } from '../live/indicators.svelte';
import type { Link } from '../live/feed';
import type { Entry, Table } from '../live/table';
import { WatchedTable } from '../live/watched-table.svelte';
import { readAddress, writeAddress, type Address } from '../url/address';

/** The edition is asked for again after this time if it did not come. */
const kEditionRetryMs = 5_000;

/** What the dashboard shows: the address, the edition, two live tables and one region's figures. */
export class DashboardState {
  address = $state.raw<Address>(readAddress(location.search));
  edition = $state.raw<Edition | undefined>();
  provinces = $state.raw<WatchedTable>();
  regencies = $state.raw<WatchedTable>();
  /** The last tables drawn: they stay while the next ones are on their way. */
  lastProvinces = $state.raw<Table | undefined>();
  lastRegencies = $state.raw<Table | undefined>();
  readonly indicators = new WatchedIndicators();

  readonly month = $derived(this.address.month ?? this.edition?.defaultMonth ?? '');
  /** The region whose panel is open. */
  readonly region = $derived(this.address.region ?? this.address.scope);
  readonly provinceTable = $derived(this.provinces?.table ?? this.lastProvinces);
  readonly regencyTable = $derived(this.regencies?.table ?? this.lastRegencies);
  readonly link: Link = $derived(worse(this.regencies?.link, this.provinces?.link));
  /** The region's own row, in whichever table it stands; a new object whenever it changed. */
  readonly row: Entry | undefined = $derived.by(() => {
    const tables = [this.provinceTable, this.regencyTable];
    const code = this.region;
    const rows = tables.flatMap((table) => (table ? [table.total, ...table.entries] : []));
    return rows.find((entry) => entry?.code === code);
  });

  async loadEdition(): Promise<void> {
    try {
      this.edition = await getEdition();
    } catch {
      setTimeout(() => void this.loadEdition(), kEditionRetryMs);
    }
  }

  watchProvinces(month: string | null): () => void {
    const watched = new WatchedTable(rankingPath('provinces', 'ID', month ?? ''));
    this.provinces = watched;
    watched.follow();
    return () => {
      this.lastProvinces = watched.table ?? this.lastProvinces;
      watched.stop();
    };
  }

  watchRegencies(scope: string, month: string | null): () => void {
    const watched = new WatchedTable(rankingPath('regencies', scope, month ?? ''));
    this.regencies = watched;
    watched.follow();
    return () => {
      this.lastRegencies = watched.table ?? this.lastRegencies;
      watched.stop();
    };
  }

  /** Gives the address of a change, for links that can be copied or opened elsewhere. */
  href(change: Partial<Address>): string {
    const language = new URLSearchParams(location.search).get('bahasa');
    return writeAddress({ ...this.address, ...change }, language);
  }

  /** Goes somewhere else; the way back stays in the browser's history. */
  go(change: Partial<Address>): void {
    history.pushState(null, '', this.href(change));
    this.address = { ...this.address, ...change };
  }

  /** Takes the address as it is now, after the reader went back or forward. */
  returned(): void {
    this.address = readAddress(location.search);
  }

  retry(): void {
    this.regencies?.retry();
    this.provinces?.retry();
    if (this.indicators.error) this.indicators.retry();
  }
}

const kWorst: Link['state'][] = ['refused', 'lost', 'connecting', 'resting', 'live'];

/** Gives the worse of two connections: the page is live only when all of it is. */
export function worse(one: Link | undefined, other: Link | undefined): Link {
  const links = [one, other].filter((link) => link !== undefined);
  for (const state of kWorst) {
    const found = links.find((link) => link.state === state);
    if (found) return found;
  }
  return { state: 'connecting' };
}
