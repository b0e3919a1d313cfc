/** Waiting before one tries again. */

const SOON = 500;
const LOOKED_AT = 2_000;
const LONGEST = 15_000;

/**
 * At most half a second at first, then longer after each failure, but never long while somebody
 * looks; with some chance in it, so that clients do not come back as one.
 * Ends at once when the network or the reader is back, or when `signal` is aborted.
 * @param {number} failures in a row
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function backoff(failures, signal) {
  const longest = Math.min(SOON * 2 ** (failures - 1), document.hidden ? LONGEST : LOOKED_AT);
  const over = new AbortController();
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(wake, longest * (0.5 + Math.random() / 2));
    addEventListener('online', wake, { signal: over.signal });
    document.addEventListener('visibilitychange', wake, { signal: over.signal });
    signal.addEventListener('abort', wake, { signal: over.signal });
    if (signal.aborted) wake();
  });
}
