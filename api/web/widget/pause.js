/** Waiting before one tries again. */

const LONGEST = 15_000;

/**
 * Longer after each failure, with some chance in it so that clients do not come back as one.
 * Ends at once when the network is back, or when `signal` is aborted.
 * @param {number} failures in a row
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function backoff(failures, signal) {
  const longest = Math.min(500 * 2 ** failures, LONGEST);
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener('online', wake);
      resolve();
    };
    const timer = setTimeout(wake, longest * (0.5 + Math.random() / 2));
    addEventListener('online', wake);
    signal.addEventListener('abort', wake);
  });
}
