// SPDX-License-Identifier: Apache-2.0
// A small deterministic world for tests and development of the page: all 38 provinces and 514
// regencies of data/, with made-up heads. It counts as the real scoring service does, only without
// its history.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const kData = fileURLToPath(new URL('../../data/', import.meta.url));
const kMonths = Array.from({ length: 12 }, (_, i) => `2024-${String(i + 1).padStart(2, '0')}`);
const kTreeVersion = 'idn-area-data-3.1.2';
const kMethod = 'coverage-example-1';
const kSegments = ['PU', 'BPU', 'JAKON'];
const kSegmentShares = { PU: 0.66, BPU: 0.31, JAKON: 0.05 };

/** Reads a comma-separated file; a field may be quoted. */
function readCsv(path) {
  const [header, ...lines] = readFileSync(kData + path, 'utf8')
    .trim()
    .split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const fields = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((found) => found[1]);
    return Object.fromEntries(
      names.map((name, i) => [name, (fields[i] ?? '').replace(/^"|"$/g, '')]),
    );
  });
}

/** Gives a number in 0 … 1 that depends on the text alone. */
function chance(text) {
  return createHash('sha256').update(text).digest().readUInt32LE(0) / 2 ** 32;
}

const basisPoints = (heads, entitled) =>
  entitled ? Math.floor((heads * 20000 + entitled) / (2 * entitled)) : 0;

export class ExampleWorld {
  months = kMonths;
  defaultMonth = '2024-12';
  version = 1000n;

  constructor() {
    this.regions = new Map();
    for (const { code, name } of readCsv('regions/provinces.csv')) this.addRegion(code, name);
    for (const { code, name } of readCsv('regions/regencies.csv')) this.addRegion(code, name);
    this.addRegion('ID', 'Indonesia');
    this.readEntitled();
    this.placeHeads();
    this.publishedAt = new Date();
  }

  addRegion(code, name) {
    this.regions.set(code, { code, name, entitled: {}, denominators: [], heads: new Map() });
  }

  readEntitled() {
    for (const row of readCsv('denominators/entitled-workers.csv')) {
      const region = this.regions.get(row.region_code);
      // A row counts from its day on: one of 2025 says nothing about the months shown here.
      if (!region || row.date > '2024-01-01') continue;
      // A published row replaces the example's.
      if (row.example === 'yes' && region.entitled[row.segment]) continue;
      region.entitled[row.segment] = Number(row.value);
      const others = region.denominators.filter((other) => other.segment !== row.segment);
      region.denominators = [...others, row];
    }
    // One regency without a denominator and one at nought: the page must show both.
    const unknown = this.regions.get('95.08');
    Object.assign(unknown, { entitled: {}, denominators: [] });
  }

  placeHeads() {
    for (const { regency_code: code, active } of readCsv('denominators/calibration.csv')) {
      const region = this.regions.get(code);
      kMonths.forEach((month, i) => {
        const season = 0.9 + 0.1 * (i / 11) + 0.03 * (chance(code + month) - 0.5);
        region.heads.set(month, code === '95.07' ? 0 : Math.round(Number(active) * season));
      });
    }
  }

  regencies(scope) {
    return [...this.regions.values()].filter(
      (r) => r.code.length === 5 && (scope === 'ID' || r.code.startsWith(scope)),
    );
  }

  provinces() {
    return [...this.regions.values()].filter((r) => r.code.length === 2 && r.code !== 'ID');
  }

  members(members, scope) {
    if (!this.regions.has(scope)) return [];
    if (members === 'provinces') return scope === 'ID' ? this.provinces() : [];
    return members === 'regencies' && scope.length === 2 ? this.regencies(scope) : [];
  }

  headsOf(region, month) {
    if (region.code.length === 5) return region.heads.get(month) ?? 0;
    return this.regencies(region.code).reduce((sum, part) => sum + part.heads.get(month), 0);
  }

  segmentsOf(region, heads) {
    return kSegments.map((segment) => ({
      segment: `SEGMENT_${segment}`,
      active: String(Math.round(heads * kSegmentShares[segment])),
      entitledWorkers: String(region.entitled[segment] ?? 0),
    }));
  }

  row(region, month) {
    const heads = this.headsOf(region, month);
    const entitled = region.entitled.total ?? 0;
    return {
      region: region.code,
      name: region.name,
      rank: 0,
      shared: false,
      notRankedReason: entitled
        ? 'NOT_RANKED_REASON_UNSPECIFIED'
        : 'NOT_RANKED_REASON_NO_DENOMINATOR',
      activeHeads: String(heads),
      entitledWorkers: String(entitled),
      coverageBasisPoints: basisPoints(heads, entitled),
      entitledIsExample: region.denominators.some(
        (d) => d.segment === 'total' && d.example === 'yes',
      ),
      segments: this.segmentsOf(region, heads),
      contributionsRupiah: String(heads * 187_450),
    };
  }

  /** Ranks exactly, by cross-multiplied integers; equal regions share a rank. */
  rank(rows) {
    const ratio = (a, b) =>
      Number(b.activeHeads) * Number(a.entitledWorkers) -
      Number(a.activeHeads) * Number(b.entitledWorkers);
    const ranked = rows.filter((row) => row.entitledWorkers !== '0');
    ranked.sort((a, b) => ratio(a, b) || (a.region < b.region ? -1 : 1));
    ranked.forEach((row, i) => {
      const before = ranked[i - 1];
      const same = before !== undefined && ratio(before, row) === 0;
      row.rank = same ? before.rank : i + 1;
      if (same) before.shared = row.shared = true;
    });
    return [...ranked, ...rows.filter((row) => row.entitledWorkers === '0')];
  }

  stamp() {
    return {
      version: String(this.version),
      method: kMethod,
      methodIsExample: true,
      treeVersion: kTreeVersion,
      position: { epoch: 1, marks: [] },
      publishedAt: this.publishedAt.toISOString(),
      newestFactAt: this.publishedAt.toISOString(),
      parkedLines: '0',
    };
  }

  /** Gives a ranking, or undefined if there is none of that name. */
  ranking(members, scope, asked) {
    const month = asked === 'default' ? this.defaultMonth : asked;
    const regions = this.members(members, scope);
    if (regions.length === 0 || !this.months.includes(month)) return undefined;
    const rows = this.rank(regions.map((region) => this.row(region, month)));
    const digest = createHash('sha256').update(JSON.stringify(rows)).digest('hex');
    return {
      stamp: this.stamp(),
      members: `MEMBERS_${members.toUpperCase()}`,
      scope,
      scopeName: this.regions.get(scope).name,
      month,
      total: this.row(this.regions.get(scope), month),
      rows,
      rankingDigest: digest,
    };
  }

  indicators(code, month = this.defaultMonth) {
    const region = this.regions.get(code);
    if (!region || !this.months.includes(month)) return undefined;
    return {
      stamp: this.stamp(),
      region: code,
      name: region.name,
      level:
        { 2: 'REGION_LEVEL_PROVINCE', 5: 'REGION_LEVEL_REGENCY' }[
          code === 'ID' ? 0 : code.length
        ] ?? 'REGION_LEVEL_NATION',
      current: this.monthOf(region, month),
      denominators: region.denominators.map((row) => ({
        segment: row.segment === 'total' ? 'SEGMENT_UNSPECIFIED' : `SEGMENT_${row.segment}`,
        entitledWorkers: row.value,
        definition: row.definition,
        source: row.source,
        date: row.date,
        example: row.example === 'yes',
      })),
      trend: this.months.map((each) => this.monthOf(region, each)),
      placements: this.placementsOf(code, month),
    };
  }

  monthOf(region, month) {
    const heads = this.headsOf(region, month);
    return {
      month,
      activeHeads: String(heads),
      segments: this.segmentsOf(region, heads),
      coverageBasisPoints: basisPoints(heads, region.entitled.total ?? 0),
      contributionsRupiah: String(heads * 187_450),
    };
  }

  placementsOf(code, month) {
    if (code === 'ID') return [];
    const tables =
      code.length === 2
        ? [['provinces', 'ID']]
        : [
            ['regencies', 'ID'],
            ['regencies', code.slice(0, 2)],
          ];
    return tables.map(([members, scope]) => {
      const { rows, scopeName } = this.ranking(members, scope, month);
      const rank = rows.find((row) => row.region === code).rank;
      const ranked = rows.filter((row) => row.rank > 0).length;
      return { members: `MEMBERS_${members.toUpperCase()}`, scope, scopeName, rank, ranked };
    });
  }

  /** Adds heads to a regency in the month being followed and publishes the next version. */
  change(code, heads) {
    const region = this.regions.get(code);
    const now = region.heads.get(this.defaultMonth);
    region.heads.set(this.defaultMonth, Math.max(0, now + heads));
    this.version += 1n;
    this.publishedAt = new Date();
  }

  edition() {
    return {
      label: 'Paritrana Award 2025',
      months: this.months,
      defaultMonth: this.defaultMonth,
      method: kMethod,
      methodIsExample: true,
      numeratorRuleId:
        'Orang berbeda dengan iuran diterima yang mencakup bulan itu, sekali per wilayah',
      numeratorRuleEn:
        'Distinct persons with an accepted contribution covering the month, once per region',
      tieRuleId: 'Cakupan yang tepat sama berbagi peringkat (1, 2, 2, 4)',
      tieRuleEn: 'Exactly equal coverage shares a rank (1, 2, 2, 4)',
      populationIsExample: true,
    };
  }
}
