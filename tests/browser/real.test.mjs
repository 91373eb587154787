// SPDX-License-Identifier: Apache-2.0
// The page in front of the real system: a contribution posted over the API moves the row that is
// being read. Starts a system of its own once the programs are built; PARITRANA_GATEWAY names a
// running one instead, for example that of ./run demo.
import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { startBrowser } from './browser.mjs';
import { Dashboard } from './dashboard.mjs';
import { startSystem, whyNoSystem } from './system.mjs';

const kMonth = '2024-12';
/** Enough to be seen at any scale of the population, few enough to post one by one. */
const kWorkers = 5;

let system;

async function call(path, body) {
  const request = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await fetch(system.gateway + path, request);
  assert.ok(answer.ok, `${path} answered ${answer.status}: ${answer.ok || (await answer.text())}`);
  return answer.json();
}

const readRows = async () => (await call(`/v1/rankings/regencies/ID/${kMonth}`)).ranking.rows;

/** Makes up a NIK: born 7 August 1990, with a serial number by chance. */
const madeUpNik = () =>
  `${randomInt(11, 95)}0101070890${String(randomInt(1, 10_000)).padStart(4, '0')}`;

async function registerEmployer(region) {
  const npp = `BROWSER${randomInt(100_000, 1_000_000)}`;
  const employer = {
    npp,
    division: '000',
    name: 'PT Contoh Peramban',
    kind: 'EMPLOYER_KIND_PRIVATE',
    sizeClass: 'SIZE_CLASS_LARGE',
    kbli: '20122',
    registrationRegion: region,
  };
  const answer = await call('/v1/employers', {
    idempotencyKey: randomUUID(),
    employer,
  });
  return { reference: `${npp}-000`, position: answer.position };
}

async function registerWorker(nik, reference, region) {
  const employment = {
    employerRef: reference,
    segment: 'SEGMENT_PU',
    workerKind: 'WORKER_KIND_REGULAR',
    startDate: '2020-01-02',
    workplaceRegion: region,
  };
  const worker = {
    identity: { nik },
    name: 'Contoh',
    birthDate: '1990-08-07',
    employment,
  };
  return (await call('/v1/workers', { idempotencyKey: randomUUID(), worker })).position;
}

/** Joins positions: of each shard the last sequence. */
function latest(positions) {
  const marks = new Map();
  for (const { marks: some } of positions) {
    for (const { shard = 0, sequence } of some) {
      if (BigInt(sequence) > BigInt(marks.get(shard) ?? 0)) marks.set(shard, sequence);
    }
  }
  const sorted = [...marks].sort(([a], [b]) => a - b);
  return {
    epoch: positions[0].epoch,
    marks: sorted.map(([shard, sequence]) => ({ shard, sequence })),
  };
}

const lineOf = (nik, index) => ({
  lineId: `line-${index + 1}`,
  worker: { nik },
  segment: 'SEGMENT_PU',
  reportedWageRupiah: '5000000',
  amounts: [
    {
      programme: 'PROGRAMME_JKK',
      employerRupiah: '27000',
      employeeRupiah: '0',
    },
    {
      programme: 'PROGRAMME_JKM',
      employerRupiah: '15000',
      employeeRupiah: '0',
    },
  ],
});

/** Registers an employer with workers and posts their contributions, as a payroll system would. */
async function postContributions(region) {
  const { reference, position: afterEmployers } = await registerEmployer(region);
  const niks = Array.from(new Set(Array.from({ length: kWorkers }, madeUpNik)));
  const positions = [];
  for (const nik of niks) positions.push(await registerWorker(nik, reference, region));
  const path = `/v1/payers/${reference}/periods/${kMonth}/runs/regular/submissions/${randomUUID()}`;
  const lines = niks.map(lineOf);
  const { receipt } = await call(path, {
    lines,
    after: latest(positions),
    afterEmployers,
  });
  assert.equal(Number(receipt.totals.accepted), niks.length);
  return niks.length;
}

const skip = whyNoSystem();
/** Four services share the machine with whatever else runs on it. */
const kPatienceMs = 60_000;
/** Starting PostgreSQL, Kafka and four services, and loading 91,592 regions, on a busy machine. */
const kStartMs = 300_000;

describe('the real system', () => {
  let browser;
  let page;

  before(
    async () => {
      if (skip) return;
      system = await startSystem();
      browser = await startBrowser({ patienceMs: kPatienceMs });
    },
    { timeout: kStartMs },
  );
  after(async () => {
    await browser?.close();
    await system?.stop();
  });

  /** Waits until a row of the page shows at least so many heads. */
  const showsHeads = (code, least) =>
    page.page.waitForFunction(
      ([region, heads]) => {
        const row = document.querySelector(`#ranking tr[data-code="${region}"] .detail`);
        const shown = /([\d.]+) dari/.exec(row?.textContent ?? '')?.[1];
        return Number(shown?.replaceAll('.', '')) >= heads;
      },
      [code, least],
    );

  it('moves the row of a region for which contributions are posted', { skip }, async (test) => {
    const lowest = (await readRows()).filter((row) => row.rank > 0).at(-1);
    const before = Number(lowest.activeHeads);
    page = await Dashboard.open(browser.context, `${system.gateway}/?bulan=${kMonth}`);
    await page.ready();

    const posted = await postContributions(lowest.region);
    const answeredAt = performance.now();
    await showsHeads(lowest.region, before + posted);
    test.diagnostic(`seen ${Math.round(performance.now() - answeredAt)} ms after the receipt`);

    const row = (await readRows()).find(({ region }) => region === lowest.region);
    await page.shows(page.row(lowest.region).locator('.place'), String(row.rank));
    if (system.own) await page.atPlace(lowest.region, 0);
    else assert.ok(row.rank < lowest.rank || !row.shared, `${lowest.rank} became ${row.rank}`);
    assert.deepEqual(page.faults, []);
  });

  it('loses the gateway, regains it, and has not missed a post', { skip }, async (test) => {
    if (!system.own) return test.skip('the named gateway is not the test’s to stop');
    const [first, second] = await readRows();
    await system.command('stop gateway');
    await page.shows(page.connection, 'Sambungan terputus.');
    const version = await page.version();
    await system.command('start gateway');
    const posted = await postContributions(second.region);
    await page.live();
    await showsHeads(second.region, Number(second.activeHeads) + posted);
    assert.ok((await page.version()) > version);
    assert.equal((await page.codes()).includes(first.region), true);
  });
});
