// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServerEvent } from '../api/event-stream';
import { backoffMs, Feed, kSilenceMaxMs, type Link } from './feed';

/** A gateway of which a test opens, feeds and cuts the streams one by one. */
class ScriptedGateway {
  readonly lastIds: (string | null)[] = [];
  readonly answers: (() => Response | Promise<Response>)[] = [];
  private streams: ReadableStreamDefaultController<Uint8Array>[] = [];

  readonly fetch = ((_url: string, init: RequestInit) => {
    this.lastIds.push(new Headers(init.headers).get('last-event-id'));
    const answer = this.answers.shift() ?? (() => this.stream());
    return Promise.resolve().then(answer);
  }) as typeof fetch;

  private stream(): Response {
    return new Response(
      new ReadableStream<Uint8Array>({ start: (open) => void this.streams.push(open) }),
    );
  }
  say(text: string): void {
    this.streams.at(-1)!.enqueue(new TextEncoder().encode(text));
  }
  cut(): void {
    this.streams.at(-1)!.close();
  }
}

/** Lets everything that is due without waiting happen. */
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('the feed', () => {
  let gateway: ScriptedGateway;
  let links: Link[];
  let events: ServerEvent[];
  let feed: Feed;
  const state = () => links.at(-1)?.state;

  beforeEach(() => {
    vi.useFakeTimers();
    gateway = new ScriptedGateway();
    links = [];
    events = [];
    feed = new Feed({
      url: '/events',
      onEvent: (event) => events.push(event),
      onLink: (link) => links.push(link),
      fetch: gateway.fetch,
      random: () => 1,
    });
  });
  afterEach(() => {
    feed.stop();
    vi.useRealTimers();
  });

  it('asks only now and then for what was refused: the table may come to be', async () => {
    const unknown = () => Response.json({ reason: 'RANKING_UNKNOWN' }, { status: 404 });
    gateway.answers.push(unknown, unknown);
    feed.open();
    await settle();
    expect(links.at(-1)).toMatchObject({ state: 'refused', error: { status: 404 } });
    await vi.advanceTimersByTimeAsync(14_999);
    expect(gateway.lastIds).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(15_001);
    expect(gateway.lastIds).toHaveLength(3);
    gateway.say('id: 1\nevent: snapshot\ndata: {}\n\n');
    await settle();
    expect(links.map((link) => link.state)).toEqual(['connecting', 'refused', 'refused', 'live']);
  });

  it('takes a refusal of what it has had for a gateway that is not ready', async () => {
    feed.open();
    await settle();
    gateway.say('id: 41\nevent: snapshot\ndata: {}\n\n');
    await settle();
    gateway.answers.push(() => new Response(null, { status: 404 }));
    gateway.cut();
    await settle();
    await vi.advanceTimersByTimeAsync(500);
    expect(links.at(-1)).toMatchObject({ state: 'lost', attempt: 2 });
  });

  it('asks again with growing waits while the gateway is away', async () => {
    const away = () => Promise.reject(new TypeError('refused'));
    gateway.answers.push(away, away, () => new Response(null, { status: 503 }));
    feed.open();
    await settle();
    expect(links.at(-1)).toMatchObject({ state: 'lost', attempt: 1 });
    await vi.advanceTimersByTimeAsync(500);
    expect(links.at(-1)).toMatchObject({ state: 'lost', attempt: 2 });
    await vi.advanceTimersByTimeAsync(999);
    expect(gateway.lastIds).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(links.at(-1)).toMatchObject({ state: 'lost', attempt: 3 });
  });

  it('names the last event it has when it comes back', async () => {
    feed.open();
    await settle();
    gateway.say('id: 41\nevent: snapshot\ndata: {}\n\n');
    gateway.say('event: heartbeat\nid: 99\ndata: {}\n\n');
    await settle();
    expect(state()).toBe('live');
    gateway.cut();
    await settle();
    expect(state()).toBe('lost');
    await vi.advanceTimersByTimeAsync(500);
    expect(gateway.lastIds).toEqual([null, '41']);
  });

  it('is live as soon as a resumed stream is open, even if there is nothing new', async () => {
    feed.open();
    await settle();
    expect(state()).toBe('connecting');
    gateway.say('id: 41\nevent: snapshot\ndata: {}\n\n');
    await settle();
    gateway.cut();
    await settle();
    await vi.advanceTimersByTimeAsync(500);
    expect(state()).toBe('live');
    expect(events).toHaveLength(1);
  });

  it('takes silence for a loss', async () => {
    feed.open();
    await settle();
    gateway.say('id: 1\nevent: snapshot\ndata: {}\n\n');
    await vi.advanceTimersByTimeAsync(kSilenceMaxMs - 1);
    expect(state()).toBe('live');
    await vi.advanceTimersByTimeAsync(1);
    expect(state()).toBe('lost');
  });

  it('asks for a whole table when it starts over', async () => {
    feed.open();
    await settle();
    gateway.say('id: 41\nevent: snapshot\ndata: {}\n\n');
    await settle();
    feed.startOver();
    await settle();
    expect(gateway.lastIds).toEqual([null, null]);
  });

  it('says nothing more after it was stopped', async () => {
    feed.open();
    await settle();
    feed.stop();
    gateway.say('id: 1\nevent: snapshot\ndata: {}\n\n');
    await settle();
    expect(events).toEqual([]);
  });
});

describe('the wait before another try', () => {
  it('doubles, is spread over its second half, and has an end', () => {
    expect(backoffMs(1, 0)).toBe(250);
    expect(backoffMs(1, 1)).toBe(500);
    expect(backoffMs(4, 1)).toBe(4_000);
    expect(backoffMs(100, 1)).toBe(15_000);
  });
});
