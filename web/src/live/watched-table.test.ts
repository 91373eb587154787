// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aDelta, aRanking, aRow } from '../testing/rankings';
import { WatchedTable } from './watched-table.svelte';

describe('a watched table', () => {
  let asked: (string | null)[];
  let stream: ReadableStreamDefaultController<Uint8Array>;
  let watched: WatchedTable;

  const say = async (event: string, id: string, body: unknown) => {
    const text = `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(body)}\n\n`;
    stream.enqueue(new TextEncoder().encode(text));
    await vi.advanceTimersByTimeAsync(0);
  };
  /** Lets the page redraw what is due. */
  const redraw = () => vi.advanceTimersByTimeAsync(400);

  beforeEach(async () => {
    vi.useFakeTimers();
    asked = [];
    vi.stubGlobal('document', { hidden: false, addEventListener() {}, removeEventListener() {} });
    vi.stubGlobal('addEventListener', () => {});
    vi.stubGlobal('removeEventListener', () => {});
    vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => {
      asked.push(new Headers(init.headers).get('last-event-id'));
      return new Response(new ReadableStream({ start: (open) => void (stream = open) }));
    });
    watched = new WatchedTable('/v1/rankings/regencies/ID/2024-12');
    watched.follow();
    await vi.advanceTimersByTimeAsync(0);
  });
  afterEach(() => {
    watched.stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('asks for a whole table when a change is missing', async () => {
    await say('snapshot', '9', aRanking('9'));
    await say('delta', '12', aDelta('11', '12'));
    expect(watched.counts).toEqual({ applied: 1, old: 0, gaps: 1 });
    expect(asked).toEqual([null, null]);
    await say('snapshot', '12', aRanking('12'));
    await redraw();
    expect(watched.table?.version).toBe(12n);
  });

  it('drops what is older than what it shows', async () => {
    await say('snapshot', '9', aRanking('9'));
    await say('delta', '8', aDelta('7', '8', [aRow('11.01', 1, 99)]));
    await say('snapshot', '8', aRanking('8', []));
    await redraw();
    expect(watched.counts).toEqual({ applied: 1, old: 2, gaps: 0 });
    expect(watched.table?.entries).toHaveLength(3);
  });

  it('shows the first table at once, then at most one every 400 ms, always the newest', async () => {
    await say('snapshot', '1', aRanking('1'));
    await redraw();
    for (let version = 2; version <= 10; version++) {
      await say('delta', String(version), aDelta(String(version - 1), String(version)));
    }
    expect(watched.table?.version).toBeLessThan(10n);
    await redraw();
    expect(watched.table?.version).toBe(10n);
  });

  it('learns the time from heartbeats', async () => {
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    await say('heartbeat', '', { sentAt: ahead, version: '1' });
    expect(watched.clock.at(Date.now())).toBe(Date.parse(ahead));
  });
});
