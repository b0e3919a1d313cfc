/** One sollicitation: its state and history follow what others do; what is typed stays. */

import { hear, hearRefusals } from './answers.js';
import { draw, Drawing, unlessSeen } from './fragments.js';
import { byId } from './page.js';
import { Reply } from './sollicitation_reply.js';

const EVERY = 5_000;

const reference = byId('main', HTMLElement).dataset.reference ?? '';
const path = `/desk/sollicitations/${encodeURIComponent(reference)}`;
const reply = new Reply(reference);
const live = new Drawing(follow);
const box = new Drawing(renew);

async function follow() {
  await draw(unlessSeen(`${path}/live`, '#live'), '#live');
  if (turnOf('#live') !== turnOf('#reply')) await box.ask();
}

/** The box itself, and the key by which what is sent is written once. */
async function renew() {
  reply.leave();
  await draw(`${path}/reply`, '#reply');
  reply.begin();
}

/** @param {string} part whether this agent may answer, else why not */
function turnOf(part) {
  const told = document.querySelector(`${part} [data-turn]`);
  return told instanceof HTMLElement ? told.dataset.turn : '';
}

/** @param {string} text */
function tell(text) {
  byId('news', HTMLElement).textContent = text;
}

hear('sollicitation:taken', () => void live.ask().then(() => reply.focus()));
hear('sollicitation:said', () => {
  reply.forget();
  tell('Votre réponse est enregistrée.');
  void live.ask().then(() => box.ask());
});
hear('sollicitation:changed', () => {
  byId('main', HTMLElement).focus();
  void live.ask();
});
hearRefusals(() => void live.ask());
setInterval(() => {
  if (!document.hidden) void live.ask();
}, EVERY);
reply.begin();
byId('workplace', HTMLElement).dataset.ready = '';
