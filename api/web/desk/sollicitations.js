/** The inbox: what moves is asked again by itself, and after each act. */

import { hear, hearRefusals } from './answers.js';
import { draw, Drawing, unlessSeen } from './fragments.js';
import { byId } from './page.js';

const HERE = '/desk/sollicitations';
const EVERY = 5_000;

const list = new Drawing(() => draw(unlessSeen(`${HERE}/list${location.search}`, '#list'), '#list'));

hear('sollicitation:taken', ({ id }) => location.assign(`${HERE}/${encodeURIComponent(id)}`));
hearRefusals(() => void list.ask()); // a colleague was quicker: the row says so
setInterval(() => {
  if (!document.hidden) void list.ask();
}, EVERY);
byId('workplace', HTMLElement).dataset.ready = '';
