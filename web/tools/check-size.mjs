// SPDX-License-Identifier: Apache-2.0
// Measures what a first visit loads, as the gateway sends it, and fails above the budget.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A governor's phone on a slow network: 150 kB in all, the font included. */
const kBudget = 150 * 1000;
const kDist = fileURLToPath(new URL('../dist/', import.meta.url));

/**
 * Gives the bytes on the wire: of the compressed copy where there is one. A font is compressed
 * already.
 */
function sentBytes(path) {
  return statSync(existsSync(`${path}.gz`) ? `${path}.gz` : path).size;
}

const files = readdirSync(kDist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.(gz|txt)$/.test(entry.name))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
let sum = 0;
for (const path of files) {
  const sent = sentBytes(path);
  sum += sent;
  console.log(`${String(sent).padStart(8)}  ${path.slice(kDist.length)}`);
}
console.log(`${String(sum).padStart(8)}  in all, of ${kBudget}`);
if (sum > kBudget) {
  console.error('size: the first load is above its budget');
  process.exit(1);
}
