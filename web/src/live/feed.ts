// SPDX-License-Identifier: Apache-2.0
import { EventStreamParser, type ServerEvent } from '../api/event-stream';
import { GatewayError, problemOf } from '../api/client';

/** Where a connection stands. 'refused': the gateway said no, and is asked again only now and then. */
export type Link =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'lost'; attempt: number; retryAt: number }
  | { state: 'refused'; error: GatewayError }
  | { state: 'resting' };

export interface FeedOptions {
  url: string;
  onEvent: (event: ServerEvent) => void;
  onLink: (link: Link) => void;
  fetch?: typeof fetch;
  /** 0 … 1; spreads the reconnections of many viewers. */
  random?: () => number;
}

/** First and longest wait before another try; doubled each time, spread between half and whole. */
const kBackoffFirstMs = 500;
const kBackoffMaxMs = 15_000;
/**
 * Silence after which the connection counts as lost: the gateway's heartbeats come far more often.
 */
export const kSilenceMaxMs = 25_000;

/** Gives the wait before try number `attempt` (from 1). */
export function backoffMs(attempt: number, random: number): number {
  const whole = Math.min(kBackoffMaxMs, kBackoffFirstMs * 2 ** Math.min(attempt - 1, 10));
  return Math.round(whole * (0.5 + random / 2));
}

/**
 * Keeps one stream of events open, whatever the network does.
 *
 * After a loss it reconnects with growing waits and names the last event it has (Last-Event-ID). It
 * knows nothing of what the events mean. Start it once; `stop` ends it for good.
 */
export class Feed {
  private readonly random: () => number;
  private readonly fetch: typeof fetch;
  private connection: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastId = '';
  private attempt = 0;
  private stopped = false;

  constructor(private readonly options: FeedOptions) {
    this.random = options.random ?? Math.random;
    this.fetch = options.fetch ?? ((...call) => globalThis.fetch(...call));
  }

  /** Opens the stream, or opens it again at once if it was lost, refused or resting. */
  open(): void {
    if (this.stopped) return;
    this.drop();
    if (this.attempt === 0) this.options.onLink({ state: 'connecting' });
    const connection = new AbortController();
    this.connection = connection;
    void this.run(connection);
  }

  /** Closes the stream until the next `open`: nobody is looking. */
  rest(): void {
    if (this.stopped) return;
    this.drop();
    this.options.onLink({ state: 'resting' });
  }

  /** Asks for a whole table: the last event is forgotten and the stream opened again. */
  startOver(): void {
    this.lastId = '';
    this.open();
  }

  stop(): void {
    this.stopped = true;
    this.drop();
  }

  private drop(): void {
    clearTimeout(this.timer);
    this.connection?.abort();
    this.connection = undefined;
  }

  private async run(connection: AbortController): Promise<void> {
    try {
      this.watchSilence(connection);
      const response = await this.fetch(this.options.url, {
        headers: this.headers(),
        signal: connection.signal,
        cache: 'no-store',
      });
      if (!response.ok || !response.body) throw await problemOf(response);
      // Whoever names the last event and is up to date is sent nothing until the next change.
      if (this.lastId && this.connection === connection) this.options.onLink({ state: 'live' });
      await this.read(response.body, connection);
      this.lose(connection);
    } catch (cause) {
      this.lose(connection, cause);
    }
  }

  private headers(): Record<string, string> {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (this.lastId) headers['last-event-id'] = this.lastId;
    return headers;
  }

  private async read(body: ReadableStream<Uint8Array>, connection: AbortController): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = new EventStreamParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || this.connection !== connection) return;
      this.watchSilence(connection);
      for (const event of parser.push(decoder.decode(value, { stream: true })))
        this.take(event, connection);
    }
  }

  private take(event: ServerEvent, connection: AbortController): void {
    if (this.connection !== connection) return;
    this.attempt = 0;
    if (event.id && event.event !== 'heartbeat') this.lastId = event.id;
    this.options.onLink({ state: 'live' });
    this.options.onEvent(event);
  }

  private watchSilence(connection: AbortController): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.lose(connection), kSilenceMaxMs);
  }

  private lose(connection: AbortController, cause?: unknown): void {
    if (this.connection !== connection) return;
    this.drop();
    this.attempt++;
    // Who has had the table before is not told that it does not exist: the gateway is only not ready.
    const refusal = !this.lastId && cause instanceof GatewayError && !cause.retryable;
    const wait = refusal ? kBackoffMaxMs : backoffMs(this.attempt, this.random());
    if (refusal) this.options.onLink({ state: 'refused', error: cause });
    else this.options.onLink({ state: 'lost', attempt: this.attempt, retryAt: Date.now() + wait });
    this.timer = setTimeout(() => this.open(), wait);
  }
}
