// SPDX-License-Identifier: Apache-2.0
// A connection that is lost and regained, and versions that never go back.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { ExampleWorld } from '../../web/testing/example-world.mjs';
import { MockGateway } from '../../web/testing/mock-gateway.mjs';
import { startBrowser } from './browser.mjs';
import { Dashboard } from './dashboard.mjs';

describe('the connection', () => {
  let browser;
  let gateway;
  let page;

  before(async () => (browser = await startBrowser()));
  after(() => browser.close());
  beforeEach(async () => {
    gateway = await MockGateway.start();
    page = await Dashboard.open(browser.context, gateway.url);
    await page.ready();
  });
  afterEach(async () => {
    await page.close();
    await gateway.stop();
    assert.deepEqual(page.faults, []);
  });

  const restart = async (world) => {
    gateway = await MockGateway.start({
      port: gateway.port,
      world,
      heartbeatMs: 60_000,
    });
  };

  it('is said to be lost, greys nothing out, and comes back with what happened meanwhile', async () => {
    await gateway.stop();
    await page.shows(page.connection, 'Sambungan terputus.');
    await page.shows(page.freshness, 'Terputus');
    assert.equal(await page.rows.count(), 514);
    assert.match(await page.connection.textContent(), /keadaan .* WITA\./);

    const { world } = gateway;
    const last = world.ranking('regencies', 'ID', 'default').rows[100].region;
    world.change(last, 5_000_000);
    await restart(world);
    await page.page.getByRole('button', { name: 'Coba sekarang' }).click();
    await page.shows(page.connection, 'Tersambung kembali.');
    await page.atPlace(last, 0);
    await page.live();
  });

  it('comes back by itself and names the last version it has', async () => {
    const { world } = gateway;
    world.version += 5n;
    gateway.change('64.74', 10);
    await page.page.waitForFunction(() =>
      document.querySelector('[data-testid=freshness]').textContent.includes('versi 1.006'),
    );
    await gateway.stop();
    await page.page.locator('[data-testid=freshness][data-state=lost]').waitFor();
    await restart(world);
    await page.live();
    const resumed = gateway.requests.find((request) => request.path.includes('/regencies/'));
    assert.equal(resumed.lastEventId, '1006');
  });

  it('never shows an older version than before', async () => {
    gateway.change('64.74', 10);
    await page.shows(page.freshness, 'versi 1.001');
    await gateway.stop();
    const older = new ExampleWorld();
    older.change('11.01', 10_000_000);
    older.version = 500n;
    await restart(older);
    await page.live();
    assert.equal(await page.version(), 1001);
    assert.notEqual((await page.codes())[0], '11.01');
    older.version = 2000n;
    gateway.change('11.01', 1);
    await page.shows(page.freshness, 'versi 2.001');
    await page.atPlace('11.01', 0);
  });

  it('shows the ranking while the edition cannot be had', async () => {
    gateway.refuse = (path) => path === '/v1/edition';
    await page.page.reload();
    await page.ready();
    assert.equal(
      await page.page.getByTestId('ranking-of').textContent(),
      'Indonesia · Desember 2024',
    );
    await page.shows(page.page.locator('aside'), 'data contoh');
  });

  it('shows a table that did not exist before, as soon as the reader asks again', async () => {
    const { ranking } = gateway.world;
    gateway.world.ranking = () => undefined;
    await page.page.reload();
    await page.shows(page.ranking, 'Peringkat ini tidak ada');
    gateway.world.ranking = ranking;
    await page.ranking.getByRole('button', { name: 'Coba lagi' }).click();
    await page.ready();
  });

  it('says that a ranking cannot be loaded and loads it when it can', async () => {
    gateway.refuse = (path) => path.startsWith('/v1/');
    await page.page.reload();
    await page.shows(page.connection, 'Sambungan terputus.');
    gateway.refuse = undefined;
    await page.ready();
  });
});
