/** The supervision page: what moves is asked again by itself, and after each act. */

import { hear } from './answers.js';
import { draw, Drawing } from './fragments.js';
import { byId } from './page.js';

const EVERY = 5_000;

const live = new Drawing(() => draw('/desk/supervision/live', '#live'));

hear('desk:changed', () => void live.ask());
setInterval(() => {
  if (!document.hidden) void live.ask();
}, EVERY);
byId('workplace', HTMLElement).dataset.ready = '';
