// SPDX-License-Identifier: Apache-2.0
// Makes the pictures of the documentation: docs/images/dashboard.png and dashboard-phone.png. Takes
// them from PARITRANA_GATEWAY if it is set, else from the mock gateway.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { feed, MockGateway } from "../../web/testing/mock-gateway.mjs";
import { startBrowser } from "./browser.mjs";
import { Dashboard } from "./dashboard.mjs";

const kImages = fileURLToPath(new URL("../../docs/images/", import.meta.url));
/** Long enough for some rows to carry the mark of a move. */
const kFeedMs = 250;

const real = process.env.PARITRANA_GATEWAY;
const gateway = real ? undefined : await MockGateway.start();
const feeding = gateway && feed(gateway, kFeedMs);
const browser = await startBrowser();
const url = new URL("?lingkup=64&wilayah=64.74", real ?? gateway.url).href;

async function take(name, address, viewport) {
  const dashboard = await Dashboard.open(browser.context, address, {
    viewport,
  });
  await dashboard.ready();
  await dashboard.region.locator("h2").waitFor();
  await dashboard.page.evaluate(() => document.fonts.ready);
  if (!real) await dashboard.ranking.locator(".mark").first().waitFor();
  await dashboard.page.screenshot({ path: `${kImages}${name}.png` });
  await dashboard.close();
  console.log(`wrote docs/images/${name}.png`);
}

mkdirSync(kImages, { recursive: true });
await take("dashboard", new URL("./", url).href, { width: 1440, height: 900 });
await take("dashboard-phone", url, { width: 360, height: 800 });
clearInterval(feeding);
await browser.close();
await gateway?.stop();
