// SPDX-License-Identifier: Apache-2.0

/** One slide, once: long enough to be seen, short enough not to be waited for. */
const kSlideMs = 200;
/** A row from far away enters from this many rows off, so that nothing flies across the page. */
const kFarthestRows = 6;

/** Tells whether the reader wants no motion. */
export function motionUnwanted(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Gives the range of the window, or of the scroller that shows only a part of a body of rows. */
function visibleRange(body: HTMLElement): [number, number] {
  const scroller = body.closest<HTMLElement>('[data-scroller]');
  const box = scroller?.getBoundingClientRect();
  return [Math.max(0, box?.top ?? 0), Math.min(innerHeight, box?.bottom ?? innerHeight)];
}

/**
 * Lets rows that have just been put in a new order slide from where they stood.
 *
 * Rows have one height, so the way is counted in rows instead of measured; rows out of sight are
 * left alone.
 */
export function slideRows(body: HTMLElement, places: ReadonlyMap<string, number>): void {
  const first = body.firstElementChild;
  if (places.size === 0 || !first || motionUnwanted()) return;
  const height = first.getBoundingClientRect().height;
  const [top, bottom] = visibleRange(body);
  for (const row of body.children as HTMLCollectionOf<HTMLElement>) {
    const moved = places.get(row.dataset.code ?? '');
    if (moved === undefined) continue;
    const box = row.getBoundingClientRect();
    if (box.bottom < top || box.top > bottom) continue;
    const rows = Math.max(-kFarthestRows, Math.min(kFarthestRows, moved));
    row.animate([{ transform: `translateY(${rows * height}px)` }, { transform: 'none' }], {
      duration: kSlideMs,
      easing: 'ease-out',
    });
  }
}
