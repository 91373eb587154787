// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { EventStreamParser } from './event-stream';

describe('an event stream', () => {
  it('is the same however it is cut into pieces', () => {
    const text =
      'id: 7\r\nevent: delta\r\ndata: {"a":1}\r\n\r\n: comment\nevent: heartbeat\ndata: {}\n\n';
    const whole = new EventStreamParser().push(text);
    const parser = new EventStreamParser();
    const bySign = [...text].flatMap((sign) => parser.push(sign));
    expect(bySign).toEqual(whole);
    expect(whole).toEqual([
      { event: 'delta', id: '7', data: '{"a":1}' },
      { event: 'heartbeat', id: '7', data: '{}' },
    ]);
  });

  it('joins lines of data and drops an event without any', () => {
    const events = new EventStreamParser().push('event: x\n\ndata: a\ndata: b\n\n');
    expect(events).toEqual([{ event: 'message', id: '', data: 'a\nb' }]);
  });

  it('gives nothing of an event whose end is missing', () => {
    expect(new EventStreamParser().push('event: delta\ndata: {"half":')).toEqual([]);
  });

  it('refuses an event without end', () => {
    const parser = new EventStreamParser();
    expect(() => parser.push('x'.repeat(9 * 1024 * 1024))).toThrow();
  });
});
