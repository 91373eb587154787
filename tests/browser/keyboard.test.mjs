// SPDX-License-Identifier: Apache-2.0
// The whole page without a mouse.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { MockGateway } from '../../web/testing/mock-gateway.mjs';
import { startBrowser } from './browser.mjs';
import { Dashboard } from './dashboard.mjs';

describe('the keyboard', () => {
  let browser;
  let gateway;
  let page;

  before(async () => {
    browser = await startBrowser();
    gateway = await MockGateway.start();
  });
  after(async () => {
    await browser.close();
    await gateway.stop();
  });
  beforeEach(async () => {
    page = await Dashboard.open(browser.context, gateway.url);
    await page.ready();
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(page.faults, []);
  });

  const press = (...keys) =>
    keys.reduce(
      (before, key) => before.then(() => page.page.keyboard.press(key)),
      Promise.resolve(),
    );
  const focused = (read) => page.page.evaluate(read);

  it('goes straight to the ranking, from row to row, and opens one', async () => {
    await press('Tab', 'Enter', 'Tab', 'Tab');
    const codes = await page.codes();
    const rowOfFocus = () => document.activeElement.closest('tr')?.dataset.code;
    assert.equal(await focused(rowOfFocus), codes[0]);
    await press('ArrowDown', 'ArrowDown', 'ArrowUp');
    assert.equal(await focused(rowOfFocus), codes[1]);
    await press('End');
    assert.equal(await focused(rowOfFocus), codes.at(-1));
    await press('Home', 'PageDown', 'Enter');
    await page.page.waitForURL((url) => url.searchParams.get('wilayah') === codes[10]);
    await page.page.locator(`#region[data-region="${codes[10]}"]`).waitFor();
  });

  it('has one stop in the list and one in the map', async () => {
    assert.equal(await page.ranking.locator('tbody a[tabindex="0"]').count(), 1);
    assert.equal(await page.page.locator('#map button[data-code][tabindex="0"]').count(), 1);
  });

  it('goes over the map by its geography and chooses a province', async () => {
    await page.tile('11').focus();
    await press('ArrowDown', 'ArrowDown');
    const look = page.page.getByTestId('look');
    await page.shows(look, 'Sumatera Barat');
    await press('ArrowRight', 'Enter');
    await page.shows(page.page.getByTestId('ranking-of'), 'Riau');
    assert.equal(await page.tile('14').getAttribute('aria-pressed'), 'true');
  });

  it('shows where the focus is', async () => {
    for (const place of [page.tile('11'), page.rows.first().getByRole('link')]) {
      await place.focus();
      await press('Shift');
      const ring = await place.evaluate((element) => {
        const own = getComputedStyle(element).boxShadow;
        return own === 'none' ? getComputedStyle(element, '::after').boxShadow : own;
      });
      assert.notEqual(ring, 'none');
    }
  });
});
