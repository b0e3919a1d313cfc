/**
 * The one Trusted Types policy of these pages. htmx gives the server's answers to the browser's
 * parser: what the server has just answered goes in, letter for letter, and no other text can
 * become markup; no text at all can become a script. Loaded before htmx.
 */

const PULSE = '/desk/pulse.js';

let answer = '';

// Not htmx's own events after the answer: they are lost when the button has been redrawn meanwhile.
document.addEventListener('htmx:beforeRequest', (event) => {
  const { xhr } = /** @type {CustomEvent<{xhr: XMLHttpRequest}>} */ (event).detail;
  xhr.addEventListener('readystatechange', () => {
    if (xhr.readyState === XMLHttpRequest.DONE) answer = xhr.responseText;
  });
});

/** @type {any} */ (globalThis).trustedTypes?.createPolicy('default', {
  createHTML: (/** @type {string} */ text) => (text === wrapped(answer) ? text : null),
  createScriptURL: (/** @type {string} */ address) => (address === PULSE ? address : null),
});

/** @param {string} fragment as htmx 2 hands it to the parser */
function wrapped(fragment) {
  return `<body><template class="internal-htmx-wrapper">${fragment}</template></body>`;
}
