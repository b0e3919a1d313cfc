/**
 * The assistant for any page:
 * `<script type="module" src="https://assistance.example/widget/chorale.js"></script>`
 * then `<chorale-chat identity="…"></chorale-chat>`.
 */

import { ChoraleChat } from './element.js';

if (!customElements.get('chorale-chat')) customElements.define('chorale-chat', ChoraleChat);

export { ChoraleChat };
