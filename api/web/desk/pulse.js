/** A worker that counts the time: browsers slow the clocks of pages that are out of sight. */

const EVERY = 20_000;

setInterval(() => postMessage(null), EVERY);
