// SPDX-License-Identifier: Apache-2.0

/**
 * Knows how far this device's clock is from the gateway's.
 *
 * Ages shown on the page compare the gateway's times with each other; a phone whose clock is an
 * hour wrong would otherwise say "an hour ago" of what just happened.
 */
export class ServerClock {
  private offsetMs: number | undefined;

  /** Learns from a time that the gateway just sent. The smallest delay seen is the truest. */
  learn(sentAt: string | undefined, receivedAt: number): void {
    const sent = sentAt ? Date.parse(sentAt) : NaN;
    if (Number.isNaN(sent)) return;
    const offset = sent - receivedAt;
    if (this.offsetMs === undefined || offset > this.offsetMs) this.offsetMs = offset;
  }

  /** Gives the gateway's time at a moment of this device. */
  at(now: number): number {
    return now + (this.offsetMs ?? 0);
  }
}

/**
 * Gives whole seconds since a time of the gateway, never negative; undefined if the time is
 * unknown.
 */
export function ageSeconds(timestamp: string | undefined, serverNow: number): number | undefined {
  const at = timestamp ? Date.parse(timestamp) : NaN;
  if (Number.isNaN(at)) return undefined;
  return Math.max(0, Math.floor((serverNow - at) / 1000));
}
