// SPDX-License-Identifier: Apache-2.0
// The dashboard as a test sees it: what a reader would look for, by role and by name.

/** Opens pages of a dashboard and collects what goes wrong inside them. */
export class Dashboard {
  static async open(context, url, { viewport, media } = {}) {
    const page = await context.newPage();
    const faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      // A connection that a test cuts is reported by the browser itself; that is no fault of the
      // page.
      const cut = /Failed to load resource|ERR_|EventSource/.test(message.text());
      if (message.type() === 'error' && !cut) faults.push(message.text());
    });
    if (viewport) await page.setViewportSize(viewport);
    if (media) await page.emulateMedia(media);
    await page.goto(url);
    return new Dashboard(page, faults);
  }

  constructor(page, faults) {
    this.page = page;
    this.faults = faults;
    this.ranking = page.locator('#ranking');
    this.rows = this.ranking.locator('tbody tr');
    this.region = page.locator('#region');
    this.answer = page.getByTestId('answer');
    this.freshness = page.getByTestId('freshness');
    this.connection = page.getByTestId('connection');
    this.chip = page.getByRole('button', { name: /^\d+ perubahan$/ });
  }

  row(code) {
    return this.rows.and(this.page.locator(`[data-code="${code}"]`));
  }

  tile(code) {
    return this.page.locator(`#map button[data-code="${code}"]`);
  }

  /** Waits until the ranking is there and the connection lives. */
  async ready() {
    await this.rows.first().waitFor();
    await this.live();
  }

  live() {
    return this.page.locator('[data-testid=freshness][data-state=live]').waitFor();
  }

  /** Waits until a row stands at a place of the list (0 is the first). */
  async atPlace(code, place) {
    await this.page.waitForFunction(
      ([wanted, index]) => {
        const rows = document.querySelectorAll('#ranking tbody tr');
        return rows[index]?.getAttribute('data-code') === wanted;
      },
      [code, place],
    );
  }

  codes() {
    return this.rows.evaluateAll((rows) => rows.map((row) => row.dataset.code));
  }

  async rankOf(code) {
    return Number(await this.row(code).locator('.place').textContent());
  }

  /** Gives the version that the page says it shows. */
  async version() {
    const text = await this.freshness.textContent();
    return Number(/versi ([\d.]+)/.exec(text)[1].replaceAll('.', ''));
  }

  /** Waits until a place of the page shows a text. */
  async shows(locator, text) {
    await locator.filter({ hasText: text }).first().waitFor();
  }

  /** Gives by how many pixels the page is wider than its window. */
  overflow() {
    return this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
  }

  close() {
    return this.page.close();
  }
}
