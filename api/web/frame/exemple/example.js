/** A portal that holds the assistant in its two ways, and shows what passes between them. */

/** @import {ChoraleChat} from '../../widget/element.js' */

const QUESTION = 'Où en est ma facture 201700100376 ?';
const EVENTS = ['chorale:open', 'chorale:close', 'chorale:turn', 'chorale:identity'];

const chat = /** @type {ChoraleChat} */ (document.querySelector('chorale-chat'));
const login = /** @type {HTMLSelectElement} */ (element('login'));
const hold = element('hold');
const holder = element('holder');
/** @type {string | null} */
let identity = null;

await customElements.whenDefined('chorale-chat');
document.querySelectorAll('.here').forEach((place) => (place.textContent = location.origin));
for (const name of EVENTS) {
  chat.addEventListener(name, (event) => note(name, /** @type {CustomEvent} */ (event).detail));
}
element('open').addEventListener('click', () => void chat.open());
element('close').addEventListener('click', () => chat.close());
element('show').addEventListener('click', () => void chat.open({ focus: false }));
element('ask').addEventListener('click', () => void chat.ask(QUESTION));
login.addEventListener('change', () => void change());
document.querySelectorAll('[name=theme]').forEach((radio) => radio.addEventListener('change', dress));
document.querySelectorAll('[name=language]').forEach((radio) => radio.addEventListener('change', translate));
hold.addEventListener('click', toggle);
addEventListener('message', hear);
void list();

async function list() {
  const { items } = await call('/demo/v1/logins');
  for (const user of items) login.append(new Option(user.name, user.login));
}

/** What a portal's own server does once its user has signed in: a JWT, never signed in the page. */
async function change() {
  const asked = login.value;
  const signed = asked ? (await call('/demo/v1/identities', { login: asked })).identity : null;
  if (asked !== login.value) return;
  identity = signed;
  chat.identify(identity);
  tellFrame();
}

/**
 * @param {string} address
 * @param {object} [body]
 */
async function call(address, body) {
  const headers = { 'Content-Type': 'application/json' };
  const sent = body && { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(address, sent);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** @param {Event} event */
function dress({ target }) {
  chat.className = /** @type {HTMLInputElement} */ (target).value;
}

/** @param {Event} event */
function translate({ target }) {
  chat.remove();
  chat.lang = /** @type {HTMLInputElement} */ (target).value;
  document.body.append(chat);
}

/**
 * @param {string} name
 * @param {unknown} detail
 */
function note(name, detail) {
  element('none').hidden = true;
  const line = document.createElement('li');
  line.textContent = detail ? `${name} ${JSON.stringify(detail)}` : name;
  element('journal').append(line);
}

function toggle() {
  const frame = held();
  if (frame) return putAway();
  hold.textContent = 'Fermer le cadre';
  hold.setAttribute('aria-expanded', 'true');
  const fresh = document.createElement('iframe');
  fresh.title = 'Assistance en ligne';
  fresh.src = '/widget/cadre?identite=portail';
  holder.append(fresh);
}

function putAway() {
  held()?.remove();
  hold.textContent = 'Ouvrir l’assistance dans un cadre';
  hold.setAttribute('aria-expanded', 'false');
  hold.focus();
}

/** @param {MessageEvent} event */
function hear({ source, origin, data }) {
  if (source !== held()?.contentWindow || origin !== location.origin) return;
  const { type, ...detail } = data;
  note(`cadre : ${type}`, Object.keys(detail).length ? detail : null);
  if (type === 'chorale:ready') tellFrame();
  if (type === 'chorale:close') putAway();
}

function tellFrame() {
  held()?.contentWindow?.postMessage({ type: 'chorale:identify', identity }, location.origin);
}

function held() {
  return holder.querySelector('iframe');
}

/** @param {string} id */
function element(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

export {};
