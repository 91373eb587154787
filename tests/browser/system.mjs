// SPDX-License-Identifier: Apache-2.0
// The real system for a test: the one that PARITRANA_GATEWAY names, or one of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const kRoot = fileURLToPath(new URL('../../', import.meta.url));
const kBinaries = process.env.PARITRANA_BIN ?? join(kRoot, 'build/release/bin');
const kPrograms = ['registration', 'compliance', 'scoring', 'gateway'].map(
  (name) => `paritrana-${name}`,
);

/** Says why there is no real system to test, or false if there is one. */
export function whyNoSystem() {
  if (process.env.PARITRANA_GATEWAY) return false;
  const missing = [...kPrograms, 'paritrana'].filter((name) => !existsSync(join(kBinaries, name)));
  return missing.length > 0 && `${missing.join(', ')} not built and PARITRANA_GATEWAY is not set`;
}

/** A system that is not the test's own: it may be looked at and posted to, but not stopped. */
class NamedSystem {
  gateway = process.env.PARITRANA_GATEWAY.replace(/\/$/, '');
  own = false;
  async stop() {}
}

/** A system of the test's own, run by system.py, which stops all of it when the pipe closes. */
class OwnSystem {
  own = true;

  constructor() {
    this.child = spawn('python3', [join(kRoot, 'tests/browser/system.py')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async ready() {
    this.gateway = (await this.answer()).replace(/\/$/, '');
    return this;
  }

  async answer() {
    const { value, done } = await this.lines.next();
    if (done) throw new Error('the system did not start; what it said is above');
    return value;
  }

  command(line) {
    this.child.stdin.write(`${line}\n`);
    return this.answer();
  }

  async stop() {
    const ended = once(this.child, 'exit');
    this.child.stdin.end();
    await ended;
  }
}

export function startSystem() {
  return process.env.PARITRANA_GATEWAY ? new NamedSystem() : new OwnSystem().ready();
}
