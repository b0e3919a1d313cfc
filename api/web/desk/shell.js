/** What every page of a signed-in agent has: windows, keys, refusals, presence. */

import './once.js';
import { hearAnswers } from './answers.js';
import { openDialogs } from './dialogs.js';
import { Drafts } from './drafts.js';
import { listenToKeys } from './keys.js';
import { agentLogin, byId } from './page.js';
import { Presence } from './presence.js';

openDialogs();
hearAnswers();
if (byId('workplace', HTMLElement).hasAttribute('data-present')) new Presence().start();
const isDesk = document.getElementById('board') !== null;
if (!isDesk) listenToKeys({});
// Another agent may come to this browser: nothing begun is left to him.
byId('leave', HTMLFormElement).addEventListener('submit', () => new Drafts(agentLogin()).forget());
