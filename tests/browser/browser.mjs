// SPDX-License-Identifier: Apache-2.0
// Starts Debian's Chromium for a test file, with a profile of its own that is removed afterwards.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const kChromium = process.env.PARITRANA_CHROMIUM ?? '/usr/bin/chromium';
const kFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
];
const kBuiltPage = fileURLToPath(new URL('../../web/dist/index.html', import.meta.url));

/** Two busy cores may be slow; a condition that is not met by then will not be. */
export const kPatienceMs = 20_000;

/** Gives a Chromium whose pages speak Indonesian and live in the time of Makassar (WITA). */
export async function startBrowser({ patienceMs = kPatienceMs } = {}) {
  if (!existsSync(kBuiltPage)) throw new Error('web/dist is missing: run `npm run build` in web/');
  const profile = mkdtempSync(join(tmpdir(), 'paritrana-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: kChromium,
    headless: true,
    args: kFlags,
    locale: 'id-ID',
    timezoneId: 'Asia/Makassar',
    viewport: { width: 1440, height: 900 },
  });
  context.setDefaultTimeout(patienceMs);
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
