// SPDX-License-Identifier: Apache-2.0
// Measures what a first visit loads, compressed as a gateway would send it, and fails above the budget.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** A governor's phone on a slow network: 150 kB in all, fonts included. */
const kBudget = 150 * 1000;
const kDist = fileURLToPath(new URL('../dist/', import.meta.url));

const files = readdirSync(kDist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.txt'))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
let sum = 0;
for (const path of files) {
  const bytes = readFileSync(path);
  // A font is compressed already.
  const sent = path.endsWith('.woff2') ? bytes.length : gzipSync(bytes, { level: 6 }).length;
  sum += sent;
  console.log(`${String(sent).padStart(8)}  ${path.slice(kDist.length)}`);
}
console.log(`${String(sum).padStart(8)}  in all, of ${kBudget}`);
if (sum > kBudget) {
  console.error('size: the first load is above its budget');
  process.exit(1);
}
