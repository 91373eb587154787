// SPDX-License-Identifier: Apache-2.0
// The ranking as it is read: what it shows, how it moves, and when it must not.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { MockGateway } from '../../web/testing/mock-gateway.mjs';
import { startBrowser } from './browser.mjs';
import { Dashboard } from './dashboard.mjs';

describe('the ranking', () => {
  let browser;
  let gateway;
  let page;

  before(async () => (browser = await startBrowser()));
  after(() => browser.close());
  beforeEach(async () => (gateway = await MockGateway.start()));
  afterEach(async () => {
    await page.close();
    await gateway.stop();
    assert.deepEqual(page.faults, []);
  });

  const open = async (query = '') => {
    page = await Dashboard.open(browser.context, gateway.url + query);
    await page.ready();
  };
  /** Gives the region at a rank, from 1. */
  const atRank = (rank) => gateway.world.ranking('regencies', 'ID', 'default').rows[rank - 1];
  /** Gives the heads that lift a region just above another. */
  const headsToPass = (below, above) =>
    Math.ceil(
      (Number(above.activeHeads) * Number(below.entitledWorkers)) / Number(above.entitledWorkers),
    ) -
    Number(below.activeHeads) +
    1;

  it('says that an unknown region is unknown, with its code', async () => {
    await open('?wilayah=99.99');
    await page.shows(page.region, 'Wilayah 99.99 tidak dikenal');
    await page.shows(page.region, 'REGION_UNKNOWN');
  });

  it('shows the sentence, 38 tiles, 514 rows and the month, and what is example', async () => {
    await open();
    await page.shows(page.answer, 'Cakupan Indonesia');
    assert.equal(await page.rows.count(), 514);
    assert.equal(await page.page.locator('#map button[data-code]').count(), 38);
    assert.equal(
      await page.page.getByTestId('ranking-of').textContent(),
      'Indonesia · Desember 2024',
    );
    await page.shows(page.page.locator('aside'), 'Tampilan internal');
    await page.shows(page.page.locator('aside'), 'data contoh');
    await page.shows(page.rows.first(), 'contoh');
  });

  it('puts a region without a denominator last and says why', async () => {
    await open();
    const last = page.rows.last();
    assert.equal(await last.getAttribute('data-code'), '95.08');
    await page.shows(last, 'jumlah pekerja yang berhak belum diketahui');
    const zero = await page.row('95.07').textContent();
    assert.match(zero, /0,00/);
    assert.equal(await page.rankOf('95.07'), 513);
  });

  it('moves a row that has risen, slides it, and marks it', async () => {
    await browser.context.addInitScript(() => {
      globalThis.slid = 0;
      const animate = Element.prototype.animate;
      Element.prototype.animate = function (...call) {
        globalThis.slid += 1;
        return animate.apply(this, call);
      };
    });
    await open();
    const [third, first] = [atRank(3), atRank(1)];
    gateway.change(third.region, headsToPass(third, first));
    await page.atPlace(third.region, 0);
    assert.equal(await page.rankOf(third.region), 1);
    await page.shows(page.row(third.region).locator('.mark'), 'naik 2');
    assert.equal(await page.row(first.region).locator('.mark').count(), 0);
    assert.ok((await page.page.evaluate(() => globalThis.slid)) >= 3);
    await page.row(third.region).locator('.mark').waitFor({ state: 'detached' });
  });

  it('does not move under a pointer, but shows the figures and what waits', async () => {
    await open();
    const [second, first] = [atRank(2), atRank(1)];
    await page.row(second.region).hover();
    gateway.change(second.region, headsToPass(second, first));
    await page.chip.waitFor();
    assert.equal((await page.codes())[0], first.region);
    const heads = gateway.world.regions.get(second.region).heads.get('2024-12');
    await page.shows(page.row(second.region), new Intl.NumberFormat('id-ID').format(heads));
    await page.answer.hover();
    await page.atPlace(second.region, 0);
    await page.chip.waitFor({ state: 'detached' });
  });

  it('does not move a focused row until the reader asks for it', async () => {
    await open();
    const [second, first] = [atRank(2), atRank(1)];
    await page.row(first.region).getByRole('link').focus();
    gateway.change(second.region, headsToPass(second, first));
    await page.chip.waitFor();
    assert.equal((await page.codes())[0], first.region);
    await page.chip.click();
    await page.atPlace(second.region, 0);
  });

  it('follows a change in the open panel', async () => {
    await open('?wilayah=64.74');
    await page.shows(page.region, 'Kota Bontang');
    gateway.change('64.74', 1234);
    const heads = gateway.world.regions.get('64.74').heads.get('2024-12');
    await page.shows(page.region, `${new Intl.NumberFormat('id-ID').format(heads)} pekerja aktif`);
  });

  it('shows the regencies of a chosen province and goes back', async () => {
    await open();
    await page.tile('64').click();
    await page.shows(page.page.getByTestId('ranking-of'), 'Kalimantan Timur · Desember 2024');
    assert.equal(await page.rows.count(), 10);
    assert.equal(new URL(page.page.url()).search, '?lingkup=64');
    await page.shows(page.answer, 'Kalimantan Timur di peringkat');
    await page.page.goBack();
    await page.shows(page.page.getByTestId('ranking-of'), 'Indonesia · Desember 2024');
  });

  it('opens a shared link with the region, its sources and why', async () => {
    await open('?lingkup=64&wilayah=64.74');
    await page.shows(page.answer, 'Kota Bontang di peringkat');
    await page.shows(page.region, 'Penerima upah (PU)');
    await page.shows(page.region, 'tools/denominators/generate.py, 31 Desember 2023');
    await page.region.getByText('Bagaimana angka ini dihitung').click();
    await page.shows(page.region, 'coverage-example-1 (contoh)');
    assert.equal(await page.row('64.74').getByRole('link').getAttribute('aria-current'), 'true');
  });

  it('shows another month when it is chosen, and keeps it in the address', async () => {
    await open();
    await page.page.getByLabel('Bulan').selectOption('2024-06');
    await page.shows(page.page.getByTestId('ranking-of'), 'Indonesia · Juni 2024');
    assert.equal(new URL(page.page.url()).searchParams.get('bulan'), '2024-06');
  });

  it('finds a region by its name', async () => {
    await open();
    await page.page.getByLabel('Cari kabupaten/kota').fill('bontang');
    await page.shows(page.ranking, '1 dari 514');
    assert.deepEqual(await page.codes(), ['64.74']);
    await page.page.getByLabel('Cari kabupaten/kota').fill('atlantis');
    await page.shows(page.ranking, 'Tidak ada wilayah bernama “atlantis”.');
  });

  it('says that a month has no contributions yet, and still lists all at 0 %', async () => {
    for (const region of gateway.world.regencies('ID')) region.heads.set('2024-12', 0);
    await open();
    await page.shows(page.answer, 'Belum ada iuran di Indonesia untuk');
    await page.shows(page.ranking, 'Belum ada iuran untuk bulan ini.');
    assert.equal(await page.rows.count(), 514);
    await page.shows(page.rows.first(), 'peringkat bersama');
  });

  it('shows coverage above 100 % as it is, and flags it', async () => {
    gateway.world.change('64.74', 100_000);
    await open('?wilayah=64.74');
    await page.shows(page.region, 'di atas 100 %');
    assert.match(await page.row('64.74').locator('.percent').textContent(), /^1\d\d,\d\d/);
  });

  it('has a table that says what the map says', async () => {
    await open();
    await page.page.locator('#map').getByRole('button', { name: 'Tabel' }).click();
    assert.equal(await page.page.locator('#map tbody tr').count(), 38);
    await page.shows(page.page.locator('#map tbody tr').first(), 'Kalimantan Timur');
  });
});
