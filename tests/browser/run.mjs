// SPDX-License-Identifier: Apache-2.0
// Runs the browser tests, one file after another: npm test [-- --picture] [-- FILE…]
// PARITRANA_JUNIT=FILE writes their results there too.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const files =
  named.length > 0
    ? named
    : readdirSync(here)
        .filter((name) => name.endsWith('.test.mjs'))
        .sort();
const run = (words) =>
  spawnSync(process.execPath, words, { cwd: here, stdio: 'inherit' }).status ?? 1;

const junit = process.env.PARITRANA_JUNIT;
const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
if (junit) reporters.push('--test-reporter=junit', `--test-reporter-destination=${junit}`);

const failed = run(['--test', '--test-concurrency=1', ...reporters, ...files]);
const pictureFailed = process.argv.includes('--picture') ? run(['picture.mjs']) : 0;
process.exit(failed || pictureFailed);
