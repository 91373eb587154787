// SPDX-License-Identifier: Apache-2.0
// The gateway's JSON, as protobuf's JSON mapping writes proto/paritrana/scoring/v1/rankings.proto:
// names in lowerCamelCase, enumerations by name, and 64-bit numbers as strings.

/** A 64-bit number, written as decimal digits because a JavaScript number would lose its end. */
export type Uint64 = string;
/** RFC 3339 in UTC, "2024-12-31T17:00:00Z". */
export type Timestamp = string;

export type Members =
  'MEMBERS_UNSPECIFIED' | 'MEMBERS_PROVINCES' | 'MEMBERS_REGENCIES' | 'MEMBERS_VILLAGES';

export type NotRankedReason =
  | 'NOT_RANKED_REASON_UNSPECIFIED'
  | 'NOT_RANKED_REASON_NO_DENOMINATOR'
  | 'NOT_RANKED_REASON_NOT_IN_FORCE';

export type Segment =
  'SEGMENT_UNSPECIFIED' | 'SEGMENT_PU' | 'SEGMENT_BPU' | 'SEGMENT_JAKON' | 'SEGMENT_PMI';

export type RegionLevel =
  | 'REGION_LEVEL_UNSPECIFIED'
  | 'REGION_LEVEL_NATION'
  | 'REGION_LEVEL_PROVINCE'
  | 'REGION_LEVEL_REGENCY'
  | 'REGION_LEVEL_DISTRICT'
  | 'REGION_LEVEL_VILLAGE';

export interface RankingStamp {
  version: Uint64;
  method: string;
  methodIsExample: boolean;
  treeVersion: string;
  publishedAt?: Timestamp;
  newestFactAt?: Timestamp;
  parkedLines: Uint64;
}

export interface SegmentCount {
  segment: Segment;
  active: Uint64;
  entitledWorkers: Uint64;
}

export interface RankingRow {
  region: string;
  name: string;
  rank: number;
  shared: boolean;
  notRankedReason: NotRankedReason;
  activeHeads: Uint64;
  entitledWorkers: Uint64;
  coverageBasisPoints: number;
  entitledIsExample: boolean;
  segments: SegmentCount[];
  contributionsRupiah: Uint64;
}

export interface Ranking {
  stamp: RankingStamp;
  members: Members;
  scope: string;
  scopeName: string;
  month: string;
  total?: RankingRow;
  rows: RankingRow[];
  rankingDigest: string;
}

export interface RankingDelta {
  stamp: RankingStamp;
  baseVersion: Uint64;
  total?: RankingRow;
  changed: RankingRow[];
  removed: string[];
  rankingDigest: string;
}

export interface Heartbeat {
  sentAt?: Timestamp;
  version: Uint64;
}

export interface GetRankingResponse {
  ranking: Ranking;
}

export interface Edition {
  label: string;
  months: string[];
  defaultMonth: string;
  method: string;
  methodIsExample: boolean;
  numeratorRuleId: string;
  numeratorRuleEn: string;
  tieRuleId: string;
  tieRuleEn: string;
  populationIsExample: boolean;
}

export interface Denominator {
  segment: Segment;
  entitledWorkers: Uint64;
  definition: string;
  source: string;
  date: string;
  example: boolean;
}

export interface MonthIndicators {
  month: string;
  activeHeads: Uint64;
  segments: SegmentCount[];
  coverageBasisPoints: number;
  contributionsRupiah: string;
}

export interface Placement {
  members: Members;
  scope: string;
  scopeName: string;
  rank: number;
  ranked: number;
}

export interface RegionIndicators {
  stamp: RankingStamp;
  region: string;
  name: string;
  level: RegionLevel;
  current?: MonthIndicators;
  denominators: Denominator[];
  trend: MonthIndicators[];
  placements: Placement[];
}

/** An error answer, application/problem+json. */
export interface ProblemDetails {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  reason?: string;
  text_id?: string;
  text_en?: string;
}
