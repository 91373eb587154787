// SPDX-License-Identifier: Apache-2.0
// Makes the pictures of the documentation, docs/images/dashboard.png and dashboard-phone.png: of the
// gateway that PARITRANA_GATEWAY names, else of the mock gateway with its example data.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MockGateway } from '../../web/testing/mock-gateway.mjs';
import { startBrowser } from './browser.mjs';
import { Dashboard } from './dashboard.mjs';

const kImages = fileURLToPath(new URL('../../docs/images/', import.meta.url));

const real = process.env.PARITRANA_GATEWAY;
const gateway = real ? undefined : await MockGateway.start();
const browser = await startBrowser();
const url = real ?? gateway.url;

/** Lets the region at a rank rise by one place, so that the picture shows a mark. */
function rise(rank) {
  const regionAt = (place) => gateway.world.ranking('regencies', 'ID', 'default').rows[place - 1];
  const { region, activeHeads } = regionAt(rank);
  while (regionAt(rank).region === region) {
    gateway.change(region, Math.ceil(Number(activeHeads) / 500));
  }
}

async function take(name, query, viewport, before = async () => {}) {
  const address = new URL(query, url).href;
  const dashboard = await Dashboard.open(browser.context, address, {
    viewport,
  });
  await dashboard.ready();
  await dashboard.region.locator('.figure').waitFor();
  await dashboard.page.evaluate(() => document.fonts.ready.then(() => undefined));
  await before(dashboard);
  await dashboard.page.screenshot({
    path: `${kImages}${name}.png`,
    animations: 'disabled',
  });
  await dashboard.close();
  console.log(`wrote docs/images/${name}.png`);
}

mkdirSync(kImages, { recursive: true });
await take('dashboard', './', { width: 1440, height: 900 }, async (dashboard) => {
  if (!gateway) return;
  rise(6);
  await dashboard.ranking.locator('.mark').first().waitFor();
});
await take('dashboard-phone', '?lingkup=64&wilayah=64.74', {
  width: 360,
  height: 800,
});
await browser.close();
await gateway?.stop();
