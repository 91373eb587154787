// SPDX-License-Identifier: Apache-2.0
// Stands in for the gateway in development and browser tests: its JSON, its events, the built page.
//   node testing/mock-gateway.mjs [--port 7190] [--feed MILLISECONDS]
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ExampleWorld } from './example-world.mjs';

const kWebRoot = fileURLToPath(new URL('../dist/', import.meta.url));
const kTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
// As strict as the gateway's own: nothing inline, nothing from elsewhere.
const kPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export class MockGateway {
  /** Starts on a port (0: a free one) with a world that outlives it, so that it can come back. */
  static async start({ port = 0, world = new ExampleWorld(), heartbeatMs = 1000 } = {}) {
    const gateway = new MockGateway(world);
    await gateway.listen(port);
    gateway.heartbeat = setInterval(() => gateway.beat(), heartbeatMs);
    return gateway;
  }

  constructor(world) {
    this.world = world;
    this.viewers = new Set();
    this.requests = [];
    this.server = createServer((request, response) => this.answer(request, response));
  }

  listen(port) {
    return new Promise((done, fail) => {
      this.server.once('error', fail);
      this.server.listen(port, '127.0.0.1', () => {
        this.port = this.server.address().port;
        this.url = `http://127.0.0.1:${this.port}/`;
        done();
      });
    });
  }

  /** Stops at once, as a killed process would: open streams are cut. */
  stop() {
    clearInterval(this.heartbeat);
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }

  /** Changes a regency's heads and tells all viewers. */
  change(code, heads) {
    this.world.change(code, heads);
    for (const viewer of this.viewers) this.sendDelta(viewer);
  }

  answer(request, response) {
    const url = new URL(request.url, this.url);
    this.requests.push({ path: url.pathname, lastEventId: request.headers['last-event-id'] });
    const part = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
    if (this.refuse?.(url.pathname)) return this.problem(response, 503, 'UNAVAILABLE');
    if (part[0] !== 'v1') return this.sendFile(url.pathname, response);
    if (part[1] === 'edition') return this.sendJson(response, this.world.edition());
    if (part[1] === 'rankings') return this.answerRanking(part, request, response);
    if (part[1] === 'indicators') {
      const found = this.world.indicators(part[2], url.searchParams.get('month') || undefined);
      return found ? this.sendJson(response, found) : this.problem(response, 404, 'REGION_UNKNOWN');
    }
    return this.problem(response, 404, 'NOT_FOUND');
  }

  answerRanking([, , members, scope, month, events], request, response) {
    const ranking = this.world.ranking(members, scope, month);
    if (!ranking) return this.problem(response, 404, 'RANKING_UNKNOWN');
    if (events !== 'events') return this.sendJson(response, { ranking });
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const viewer = { response, members, scope, month, sent: ranking };
    this.viewers.add(viewer);
    request.on('close', () => this.viewers.delete(viewer));
    response.flushHeaders();
    // As the gateway does: a viewer that is up to date is sent nothing until the next change.
    if (request.headers['last-event-id'] === ranking.stamp.version) return;
    this.send(viewer, 'snapshot', ranking.stamp.version, ranking);
  }

  send({ response }, event, id, body) {
    response.write(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(body)}\n\n`);
  }

  sendDelta(viewer) {
    const before = new Map(viewer.sent.rows.map((row) => [row.region, JSON.stringify(row)]));
    const ranking = this.world.ranking(viewer.members, viewer.scope, viewer.month);
    const changed = ranking.rows.filter((row) => before.get(row.region) !== JSON.stringify(row));
    if (changed.length === 0) return;
    const { stamp, total, rankingDigest } = ranking;
    const baseVersion = viewer.sent.stamp.version;
    viewer.sent = ranking;
    this.send(viewer, 'delta', stamp.version, {
      stamp,
      baseVersion,
      total,
      changed,
      removed: [],
      rankingDigest,
    });
  }

  beat() {
    for (const viewer of this.viewers) this.beatOne(viewer);
  }

  beatOne(viewer) {
    const body = { sentAt: new Date().toISOString(), version: String(this.world.version) };
    this.send(viewer, 'heartbeat', '', body);
  }

  sendJson(response, body) {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(body));
  }

  problem(response, status, reason) {
    response.writeHead(status, { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify({ title: reason, status, reason }));
  }

  sendFile(path, response) {
    const file = join(kWebRoot, normalize(path === '/' ? '/index.html' : path));
    if (!file.startsWith(kWebRoot) || !existsSync(file) || !statSync(file).isFile()) {
      return this.problem(response, 404, 'NOT_FOUND');
    }
    response.writeHead(200, {
      'content-type': kTypes[extname(file)] ?? 'application/octet-stream',
      'cache-control': path.startsWith('/assets/')
        ? 'public, max-age=31536000, immutable'
        : 'no-cache',
      'content-security-policy': kPolicy,
    });
    createReadStream(file).pipe(response);
  }
}

/** Changes a regency now and then, as a payroll feed would. */
export function feed(gateway, everyMs) {
  const codes = gateway.world.regencies('ID').map((region) => region.code);
  let turn = 0;
  return setInterval(() => {
    turn = (turn * 31 + 17) % 65521;
    const code = codes[turn % codes.length];
    const heads = gateway.world.regions.get(code).heads.get(gateway.world.defaultMonth);
    gateway.change(code, Math.max(1, Math.round(heads * 0.004)));
  }, everyMs);
}

function option(name, fallback) {
  const at = process.argv.indexOf(name);
  return at < 0 ? fallback : Number(process.argv[at + 1]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const gateway = await MockGateway.start({ port: option('--port', 7190) });
  const everyMs = option('--feed', 0);
  if (everyMs > 0) feed(gateway, everyMs);
  console.log(`mock gateway with example data: ${gateway.url}`);
}
