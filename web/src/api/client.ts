// SPDX-License-Identifier: Apache-2.0
import type { Edition, ProblemDetails, RegionIndicators } from './types';

/** How long an answer may take before the page says that it did not come. */
const kAnswerDeadlineMs = 10_000;

/** Says that the gateway answered with an error, or did not answer (status 0). */
export class GatewayError extends Error {
  constructor(
    readonly status: number,
    readonly problem: ProblemDetails,
  ) {
    super(problem.reason ?? problem.title ?? `HTTP ${status}`);
  }

  /** Tells whether asking again may help: not when the request itself is wrong. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** Reads the problem out of an error answer, whatever its body is. */
export async function problemOf(response: Response): Promise<GatewayError> {
  try {
    return new GatewayError(response.status, (await response.json()) as ProblemDetails);
  } catch {
    return new GatewayError(response.status, {});
  }
}

async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const deadline = AbortSignal.timeout(kAnswerDeadlineMs);
  let response: Response;
  try {
    response = await fetch(path, {
      headers: { accept: 'application/json' },
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new GatewayError(0, {});
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

/** Gets the edition being followed: its months, its method, what is example. */
export function getEdition(signal?: AbortSignal): Promise<Edition> {
  return getJson<Edition>('/v1/edition', signal);
}

/** Gets a region's figures; an empty month means the edition's default. */
export function getRegion(
  region: string,
  month: string,
  signal?: AbortSignal,
): Promise<RegionIndicators> {
  const query = month ? `?month=${encodeURIComponent(month)}` : '';
  return getJson<RegionIndicators>(`/v1/indicators/${encodeURIComponent(region)}${query}`, signal);
}

/** Gives the address of a ranking's events; its table without "/events" is the same as JSON. */
export function rankingPath(
  members: 'provinces' | 'regencies',
  scope: string,
  month: string,
): string {
  const parts = [members, scope, month || 'default'].map(encodeURIComponent);
  return `/v1/rankings/${parts.join('/')}`;
}
