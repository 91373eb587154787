// SPDX-License-Identifier: Apache-2.0
// Writes a compressed copy beside each text file of dist/: the gateway sends it as it is.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';

const kDist = fileURLToPath(new URL('../dist/', import.meta.url));

for (const name of readdirSync(kDist, { recursive: true }).map(String)) {
  if (!/\.(html|js|css|svg)$/.test(name)) continue;
  const path = join(kDist, name);
  writeFileSync(
    `${path}.gz`,
    gzipSync(readFileSync(path), { level: constants.Z_BEST_COMPRESSION }),
  );
}
