// SPDX-License-Identifier: Apache-2.0
import type {
  NotRankedReason,
  Ranking,
  RankingDelta,
  RankingRow,
  RankingStamp,
  SegmentCount,
} from '../api/types';

/** One region's place, with counts as plain numbers (all far below 2^53). */
export interface Entry {
  code: string;
  name: string;
  /** From 1; 0 without a rank. */
  rank: number;
  shared: boolean;
  reason: NotRankedReason;
  heads: number;
  entitled: number;
  basisPoints: number;
  example: boolean;
  segments: readonly SegmentCount[];
}

/** A ranking as shown, at one version. Never changed in place: every step makes a new one. */
export interface Table {
  version: bigint;
  stamp: RankingStamp;
  scope: string;
  scopeName: string;
  month: string;
  digest: string;
  total: Entry | undefined;
  /** By rank, then by code; without rank last. */
  entries: readonly Entry[];
}

/** What became of an event: taken, older than what is shown, or its predecessor is missing. */
export type Step = { kind: 'applied'; table: Table } | { kind: 'old' } | { kind: 'gap' };

export function entryOf(row: RankingRow): Entry {
  return {
    code: row.region,
    name: row.name,
    rank: row.rank,
    shared: row.shared,
    reason: row.notRankedReason,
    heads: Number(row.activeHeads),
    entitled: Number(row.entitledWorkers),
    basisPoints: row.coverageBasisPoints,
    example: row.entitledIsExample,
    segments: row.segments,
  };
}

/** Orders by rank, then by code; regions without rank come last. */
export function compareEntries(a: Entry, b: Entry): number {
  const rankOf = (entry: Entry) => entry.rank || Number.MAX_SAFE_INTEGER;
  if (rankOf(a) !== rankOf(b)) return rankOf(a) - rankOf(b);
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}

/** Takes a whole table, unless it is older than the one shown. */
export function applySnapshot(shown: Table | undefined, ranking: Ranking): Step {
  const version = BigInt(ranking.stamp.version);
  if (shown && version < shown.version) return { kind: 'old' };
  const entries = keepUnchanged(shown, ranking.rows.map(entryOf).sort(compareEntries));
  const table: Table = {
    version,
    stamp: ranking.stamp,
    scope: ranking.scope,
    scopeName: ranking.scopeName,
    month: ranking.month,
    digest: ranking.rankingDigest,
    total: ranking.total && entryOf(ranking.total),
    entries,
  };
  return { kind: 'applied', table };
}

/**
 * Takes changes.
 *
 * Rows come whole, so changes since an *older* version than the one shown may be applied too;
 * changes since a newer one mean that something was missed: 'gap', and the caller asks for a
 * snapshot.
 */
export function applyDelta(shown: Table | undefined, delta: RankingDelta): Step {
  if (!shown || BigInt(delta.baseVersion) > shown.version) return { kind: 'gap' };
  const version = BigInt(delta.stamp.version);
  if (version <= shown.version) return { kind: 'old' };
  const table: Table = {
    ...shown,
    version,
    stamp: delta.stamp,
    digest: delta.rankingDigest,
    total: delta.total ? entryOf(delta.total) : shown.total,
    entries: replaceRows(shown.entries, delta),
  };
  return { kind: 'applied', table };
}

function replaceRows(entries: readonly Entry[], delta: RankingDelta): Entry[] {
  const rest = new Set(delta.removed);
  for (const row of delta.changed) rest.add(row.region);
  const kept = entries.filter((entry) => !rest.has(entry.code));
  return kept.concat(delta.changed.map(entryOf)).sort(compareEntries);
}

/**
 * Keeps the shown objects of rows that did not change, so that the page redraws only the others.
 */
function keepUnchanged(shown: Table | undefined, entries: Entry[]): Entry[] {
  if (!shown) return entries;
  const before = new Map(shown.entries.map((entry) => [entry.code, entry]));
  return entries.map((entry) => {
    const old = before.get(entry.code);
    return old && JSON.stringify(old) === JSON.stringify(entry) ? old : entry;
  });
}
