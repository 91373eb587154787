// SPDX-License-Identifier: Apache-2.0
import type { Heartbeat, Ranking, RankingDelta } from '../api/types';
import type { ServerEvent } from '../api/event-stream';
import { Feed, type Link } from './feed';
import { ServerClock } from './freshness';
import { applyDelta, applySnapshot, type Step, type Table } from './table';

/** The page redraws at most this often: a slide of 200 ms ends before the next begins. */
const kRedrawMs = 400;
/** A page nobody looks at gives its connection back after this time. */
const kHiddenMaxMs = 30_000;

/** Counts what happened to events, for tests and for the curious. */
export interface Counts {
  applied: number;
  old: number;
  gaps: number;
}

/**
 * Follows one ranking table and offers it to the page.
 *
 * Every event is applied at once; the page sees the newest table at most every 400 ms. Call
 * `follow` in the browser, `stop` when the table is no longer shown.
 */
export class WatchedTable {
  table = $state.raw<Table | undefined>();
  link = $state.raw<Link>({ state: 'connecting' });
  /** True from a loss until the first event after it. */
  interrupted = $state(false);
  readonly clock = new ServerClock();
  readonly counts: Counts = { applied: 0, old: 0, gaps: 0 };

  private newest: Table | undefined;
  private redraw: ReturnType<typeof setTimeout> | undefined;
  private drawnAt = 0;
  private hidden: ReturnType<typeof setTimeout> | undefined;
  private readonly feed: Feed;
  private readonly onShown = () => this.visibilityChanged();
  private readonly onOnline = () => this.retry();

  constructor(path: string) {
    this.feed = new Feed({
      url: `${path}/events`,
      onEvent: (event) => this.take(event),
      onLink: (link) => this.linked(link),
    });
  }

  follow(): void {
    this.feed.open();
    document.addEventListener('visibilitychange', this.onShown);
    addEventListener('online', this.onOnline);
  }

  stop(): void {
    this.feed.stop();
    clearTimeout(this.redraw);
    clearTimeout(this.hidden);
    document.removeEventListener('visibilitychange', this.onShown);
    removeEventListener('online', this.onOnline);
  }

  /** Tries again now instead of waiting. */
  retry(): void {
    if (this.link.state === 'lost' || this.link.state === 'refused') this.feed.open();
  }

  private linked(link: Link): void {
    if (link.state === 'lost') this.interrupted = true;
    if (link.state === 'live') this.interrupted = false;
    if (link.state !== this.link.state || link.state === 'lost') this.link = link;
  }

  private take(event: ServerEvent): void {
    const body: unknown = JSON.parse(event.data);
    if (event.event === 'snapshot') {
      this.keep(applySnapshot(this.newest, body as Ranking));
    } else if (event.event === 'delta') {
      const delta = body as RankingDelta;
      this.clock.learn(delta.stamp.publishedAt, Date.now());
      this.keep(applyDelta(this.newest, delta));
    } else if (event.event === 'heartbeat') {
      this.clock.learn((body as Heartbeat).sentAt, Date.now());
    }
  }

  private keep(step: Step): void {
    if (step.kind === 'old') this.counts.old++;
    else if (step.kind === 'gap') {
      this.counts.gaps++;
      this.feed.startOver();
    } else {
      this.counts.applied++;
      this.newest = step.table;
      this.scheduleRedraw();
    }
  }

  private scheduleRedraw(): void {
    if (this.redraw !== undefined) return;
    const wait = Math.max(0, this.drawnAt + kRedrawMs - performance.now());
    this.redraw = setTimeout(() => this.draw(), wait);
  }

  private draw(): void {
    this.redraw = undefined;
    this.drawnAt = performance.now();
    this.table = this.newest;
  }

  private visibilityChanged(): void {
    clearTimeout(this.hidden);
    if (document.hidden) {
      this.hidden = setTimeout(() => this.feed.rest(), kHiddenMaxMs);
    } else if (this.link.state !== 'live') {
      this.feed.open();
    }
  }
}
