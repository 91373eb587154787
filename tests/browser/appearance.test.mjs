// SPDX-License-Identifier: Apache-2.0
// The page on a phone, in English, in the dark, without motion, and for assistive technology.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { MockGateway } from '../../web/testing/mock-gateway.mjs';
import { startBrowser } from './browser.mjs';
import { Dashboard } from './dashboard.mjs';

const kAxe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const kPhone = { width: 360, height: 800 };

describe('the appearance', () => {
  let browser;
  let gateway;
  let page;

  before(async () => (browser = await startBrowser()));
  after(() => browser.close());
  beforeEach(async () => (gateway = await MockGateway.start()));
  afterEach(async () => {
    await page.page.evaluate(() => localStorage.clear());
    await page.close();
    await gateway.stop();
    assert.deepEqual(page.faults, []);
  });

  const open = async (query = '', options = {}) => {
    page = await Dashboard.open(browser.context, gateway.url + query, options);
    await page.ready();
  };

  /** Gives serious and critical faults, each with the first element concerned. */
  const axeFaults = async () => {
    // axe comes in through the test's own door: the page's policy would refuse a script tag.
    const source = await import('node:fs').then((fs) => fs.readFileSync(kAxe, 'utf8'));
    await page.page.evaluate(source);
    // Half-faded text would be judged by a colour that nobody is meant to read.
    await page.page.evaluate(() =>
      Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
    );
    const { violations } = await page.page.evaluate(() => globalThis.axe.run(document));
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.slice(0, 5).map(({ html }) => `${id}: ${html.slice(0, 200)}`),
      );
  };

  it('fits a phone without sideways scrolling, whatever is open', async () => {
    for (const query of ['', '?lingkup=73', '?wilayah=73.09&bahasa=en', '?wilayah=95.08']) {
      if (page) await page.close();
      await open(query, { viewport: kPhone });
      assert.equal(await page.overflow(), 0, `at ${query}`);
    }
    await page.page
      .locator('#map')
      .getByRole('button', { name: /Tabel|Table/ })
      .click();
    assert.equal(await page.overflow(), 0, 'with the table of provinces');
    await gateway.stop();
    await page.connection.getByRole('button').waitFor();
    assert.equal(await page.overflow(), 0, 'with a lost connection');
  });

  it('draws few rows on a phone and all on demand, and leads to the panel and back', async () => {
    await open('', { viewport: kPhone });
    assert.equal(await page.rows.count(), 25);
    await page.page.getByRole('button', { name: 'Tampilkan semua (514)' }).click();
    assert.equal(await page.rows.count(), 514);
    await page.rows.nth(3).getByRole('link').click();
    await page.page.waitForFunction(() => document.activeElement.id === 'region');
    await page.region.getByRole('link', { name: 'Kembali ke peringkat' }).click();
    await page.page.waitForFunction(() => {
      const { top } = document.getElementById('ranking').getBoundingClientRect();
      return top >= 0 && top < innerHeight;
    });
  });

  it('speaks English when asked and remembers it', async () => {
    await open();
    await page.page.getByRole('button', { name: 'English' }).click();
    await page.shows(page.ranking, 'Ranking of regencies and cities');
    await page.shows(page.answer, 'coverage is');
    assert.equal(await page.page.evaluate(() => document.documentElement.lang), 'en');
    await page.page.reload();
    await page.shows(page.page.getByTestId('ranking-of'), 'Indonesia · December 2024');
  });

  it('is dark when the system is, or when asked', async () => {
    const ground = () =>
      page.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await open('', { media: { colorScheme: 'light' } });
    const light = await ground();
    await page.page.getByRole('button', { name: 'Tema gelap' }).click();
    const dark = await ground();
    assert.notEqual(light, dark);
    await page.page.evaluate(() => localStorage.clear());
    await page.close();
    await open('', { media: { colorScheme: 'dark' } });
    assert.equal(await ground(), dark);
  });

  it('moves nothing for a reader who wants no motion, but changes the order', async () => {
    await browser.context.addInitScript(() => {
      globalThis.slid = 0;
      const animate = Element.prototype.animate;
      Element.prototype.animate = function (...call) {
        globalThis.slid += 1;
        return animate.apply(this, call);
      };
    });
    await open('', { media: { reducedMotion: 'reduce' } });
    gateway.change('64.74', 5_000_000);
    await page.atPlace('64.74', 0);
    assert.equal(await page.page.evaluate(() => globalThis.slid), 0);
  });

  // Tables of few rows: axe looks at each, and all rows are alike.
  for (const [name, query, options] of [
    ['a province', '?lingkup=64', {}],
    ['a region in the dark', '?lingkup=64&wilayah=64.74', { media: { colorScheme: 'dark' } }],
    ['a region without rank', '?lingkup=95&wilayah=95.08', { media: { colorScheme: 'light' } }],
    ['an unknown region', '?lingkup=64&wilayah=99.99', {}],
    ['a phone in English', '?bahasa=en&wilayah=64.74', { viewport: kPhone }],
    ['a phone in the dark', '', { viewport: kPhone, media: { colorScheme: 'dark' } }],
  ]) {
    it(`has no serious or critical fault by axe: ${name}`, async () => {
      await open(query, options);
      await page.region.locator('h2').first().waitFor();
      assert.deepEqual(await axeFaults(), []);
    });
  }

  it('has no serious or critical fault by axe with the table open and the connection lost', async () => {
    await open('?lingkup=64');
    await page.page.locator('#map').getByRole('button', { name: 'Tabel' }).click();
    await gateway.stop();
    await page.connection.getByRole('button').waitFor();
    assert.deepEqual(await axeFaults(), []);
  });
});
