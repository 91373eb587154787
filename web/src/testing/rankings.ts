// SPDX-License-Identifier: Apache-2.0
// Small rankings for tests, in the gateway's own JSON.
import type { Ranking, RankingDelta, RankingRow, RankingStamp } from '../api/types';
import { entryOf, type Entry } from '../live/table';

export function aStamp(version: string): RankingStamp {
  return {
    version,
    method: 'coverage-example-1',
    methodIsExample: true,
    treeVersion: 'tree-1',
    publishedAt: '2026-11-22T13:00:00Z',
    parkedLines: '0',
  };
}

/** A regency with 100 entitled workers, so that heads are percents. */
export function aRow(region: string, rank: number, heads: number): RankingRow {
  return {
    region,
    name: `Kabupaten ${region}`,
    rank,
    shared: false,
    notRankedReason: rank ? 'NOT_RANKED_REASON_UNSPECIFIED' : 'NOT_RANKED_REASON_NO_DENOMINATOR',
    activeHeads: String(heads),
    entitledWorkers: rank ? '100' : '0',
    coverageBasisPoints: rank ? heads * 100 : 0,
    entitledIsExample: true,
    segments: [],
    contributionsRupiah: '0',
  };
}

const kThree = [aRow('11.01', 1, 50), aRow('11.02', 2, 40), aRow('11.03', 3, 30)];

export function aRanking(version: string, rows: RankingRow[] = kThree): Ranking {
  return {
    stamp: aStamp(version),
    members: 'MEMBERS_REGENCIES',
    scope: 'ID',
    scopeName: 'Indonesia',
    month: '2024-12',
    total: aRow('ID', 0, 40),
    rows,
    rankingDigest: 'd',
  };
}

export function aDelta(base: string, version: string, changed: RankingRow[] = []): RankingDelta {
  return { stamp: aStamp(version), baseVersion: base, changed, removed: [], rankingDigest: 'e' };
}

/** Entries in the given order, ranked from 1, with heads that differ. */
export function entriesOf(...codes: string[]): Entry[] {
  return codes.map((code, index) => entryOf(aRow(code, index + 1, 90 - index)));
}
