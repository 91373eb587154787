// SPDX-License-Identifier: Apache-2.0
import { GatewayError, getRegion } from '../api/client';
import type { RegionIndicators } from '../api/types';

/** A region's panel asks again at most this often while its row is changing. */
const kRefreshMs = 1_500;

/**
 * Holds the figures of the region whose panel is open.
 *
 * Ask with `show`; `refresh` when its row changed. An answer older than the one shown, or for a
 * region no longer shown, is dropped.
 */
export class WatchedIndicators {
  figures = $state.raw<RegionIndicators | undefined>();
  error = $state.raw<GatewayError | undefined>();
  loading = $state(false);

  private region = '';
  private month = '';
  private asking: AbortController | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private askedAt = 0;

  /** Shows a region; the former one stays until the answer is there. */
  show(region: string, month: string): void {
    if (region === this.region && month === this.month) return;
    this.region = region;
    this.month = month;
    this.ask();
  }

  /** Asks again soon: the figures have changed. */
  refresh(): void {
    if (!this.region || this.timer !== undefined) return;
    const wait = Math.max(0, this.askedAt + kRefreshMs - Date.now());
    this.timer = setTimeout(() => this.ask(), wait);
  }

  retry(): void {
    this.ask();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  private ask(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    this.askedAt = Date.now();
    this.loading = true;
    getRegion(this.region, this.month, asking.signal)
      .then((figures) => this.answered(asking, figures))
      .catch((cause: unknown) => this.failed(asking, cause));
  }

  private answered(asking: AbortController, figures: RegionIndicators): void {
    if (asking !== this.asking) return;
    this.loading = false;
    this.error = undefined;
    if (this.isOlder(figures)) return;
    this.figures = figures;
  }

  private isOlder(figures: RegionIndicators): boolean {
    const shown = this.figures;
    if (!shown || shown.region !== figures.region) return false;
    if (shown.current?.month !== figures.current?.month) return false;
    return BigInt(figures.stamp.version) < BigInt(shown.stamp.version);
  }

  private failed(asking: AbortController, cause: unknown): void {
    if (asking !== this.asking || asking.signal.aborted) return;
    this.loading = false;
    this.error = cause instanceof GatewayError ? cause : new GatewayError(0, {});
    // Figures of the same region stay: the connection's own notice says that they are old.
    if (this.figures?.region !== this.region) this.figures = undefined;
  }
}
