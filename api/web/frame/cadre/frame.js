/**
 * The assistant held open in the frame of another page, which it tells what happens, and which says
 * who the user is. Messages are objects with a `type`; docs/widget.md lists them.
 *
 * `?identite=portail`: nothing begins before the page has said who the user is, so that a reload
 * finds his conversation again. `?langue=en`: the words of the frame, and of the window, in English.
 */

/** @import {ChoraleChat} from '../../widget/element.js' */

const WHOLE = `
.panel.panel { inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; box-shadow: none; }
`;

const AWAITED = {
  fr: 'L’assistance attend la page qui la contient…',
  en: 'Support is waiting for the page that holds it…',
};

const chat = /** @type {ChoraleChat} */ (document.querySelector('chorale-chat'));
const waiting = /** @type {HTMLElement} */ (document.getElementById('waiting'));
const held = window.parent !== window;
const asked = new URLSearchParams(location.search);
const expected = asked.get('identite') === 'portail';
const english = asked.get('langue') === 'en';

/** @type {Record<string, (told: {identity?: unknown, text?: unknown, focus?: unknown}) => void>} */
const ORDERS = {
  'chorale:identify': ({ identity, focus }) => {
    chat.identify(typeof identity === 'string' ? identity : null);
    if (chat.hidden) begin({ focus });
  },
  'chorale:open': begin,
  'chorale:close': () => chat.close(),
  'chorale:ask': ({ text }) => {
    begin({});
    if (typeof text === 'string') void chat.ask(text);
  },
};

const allowed = new Set(origins());
await customElements.whenDefined('chorale-chat');
fill();
if (english) translate();
for (const name of ['chorale:open', 'chorale:close', 'chorale:turn', 'chorale:identity']) {
  chat.addEventListener(name, (event) => tell(name, /** @type {CustomEvent} */ (event).detail));
}
addEventListener('message', hear);
if (held && expected) waiting.textContent = english ? AWAITED.en : AWAITED.fr;
else begin({});
tell('chorale:ready');

/** The page's own origin, and those of the settings. */
function origins() {
  const meta = /** @type {HTMLMetaElement} */ (document.querySelector('[name=chorale-origins]'));
  const listed = meta.content.split(' ').filter(Boolean);
  return [location.origin, ...listed.map((origin) => new URL(origin).origin)];
}

/** @param {MessageEvent} event */
function hear({ source, origin, data }) {
  if (source !== window.parent || !held || !allowed.has(origin)) return;
  if (!data || !Object.hasOwn(ORDERS, data.type)) return;
  if (!chat.hidden || data.type === 'chorale:identify') ORDERS[data.type](data);
}

/** @param {{focus?: unknown}} told false: the keyboard stays with the page */
function begin({ focus }) {
  waiting.textContent = '';
  chat.hidden = false;
  void chat.open({ focus: focus !== false });
}

function translate() {
  const title = 'Online support';
  document.documentElement.lang = 'en';
  document.title = title;
  /** @type {HTMLElement} */ (document.querySelector('h1')).textContent = title;
}

/** The window takes the whole frame, whatever its size. */
function fill() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(WHOLE);
  chat.shadowRoot?.adoptedStyleSheets.push(sheet);
}

/**
 * To any origin: `frame-ancestors` has chosen who listens, and nothing here is the user's.
 * @param {string} type
 * @param {object} [detail]
 */
function tell(type, detail) {
  if (held) window.parent.postMessage({ type, ...detail }, '*');
}

export {};
