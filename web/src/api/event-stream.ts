// SPDX-License-Identifier: Apache-2.0

/** One server-sent event: its name, the id it set, and its data. */
export interface ServerEvent {
  event: string;
  id: string;
  data: string;
}

/** Longest unfinished event kept: a snapshot of 514 rows is about 0.3 MB. */
const kPendingMax = 8 * 1024 * 1024;

/**
 * Splits a text/event-stream into events.
 *
 * The browser's own EventSource can neither send Last-Event-ID on a reconnection of ours nor tell
 * an error answer from a lost line; so the page reads the stream itself. Feed it decoded text as it
 * arrives.
 */
export class EventStreamParser {
  private pending = '';
  private event = '';
  private id = '';
  private data: string[] = [];

  /**
   * Takes the next piece and returns the events that it completes. Throws if one grows without end.
   */
  push(piece: string): ServerEvent[] {
    this.pending += piece;
    const events: ServerEvent[] = [];
    let start = 0;
    for (;;) {
      const end = this.lineEnd(start);
      if (end === undefined) break;
      this.takeLine(this.pending.slice(start, end.at), events);
      start = end.next;
    }
    this.pending = this.pending.slice(start);
    if (this.pending.length > kPendingMax) throw new Error('an event without end');
    return events;
  }

  private lineEnd(start: number): { at: number; next: number } | undefined {
    for (let at = start; at < this.pending.length; at++) {
      const sign = this.pending[at];
      if (sign === '\n') return { at, next: at + 1 };
      if (sign !== '\r') continue;
      // A lone CR at the end may be the first half of CRLF: wait for the rest.
      if (at + 1 === this.pending.length) return undefined;
      return { at, next: this.pending[at + 1] === '\n' ? at + 2 : at + 1 };
    }
    return undefined;
  }

  private takeLine(line: string, events: ServerEvent[]): void {
    if (line === '') return this.dispatch(events);
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const raw = colon < 0 ? '' : line.slice(colon + 1);
    const value = raw.startsWith(' ') ? raw.slice(1) : raw;
    if (field === 'event') this.event = value;
    else if (field === 'data') this.data.push(value);
    else if (field === 'id') this.id = value;
  }

  private dispatch(events: ServerEvent[]): void {
    if (this.data.length > 0) {
      events.push({ event: this.event || 'message', id: this.id, data: this.data.join('\n') });
    }
    this.event = '';
    this.data = [];
  }
}
