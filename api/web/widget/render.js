/** The server's content tree, and plain text, as elements. */

import { el, newWindow } from './dom.js';
import { shortDay, unbroken } from './french.js';
import { say } from './language.js';

/** @import {ContentNode, Source} from './types.js' */

/**
 * @param {ContentNode[] | null | undefined} content
 * @param {string} text said in place of an absent tree
 * @returns {Node[]}
 */
export function renderBody(content, text) {
  return content?.length ? content.map(renderNode) : renderText(text);
}

/** @param {string} text blank lines part paragraphs, the style keeps single line ends */
function renderText(text) {
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim())
    .map((paragraph) => el('p', {}, paragraph.trim()));
}

/**
 * @param {ContentNode} node
 * @returns {Node}
 */
function renderNode(node) {
  switch (node.type) {
    case 'paragraph':
      return el('p', {}, ...node.children.map(renderNode));
    case 'list':
      return renderList(node);
    case 'bold':
      return el('strong', {}, ...node.children.map(renderNode));
    case 'code':
      return el('code', {}, node.text);
    case 'link':
      return renderLink(node.href, node.children.map(renderNode));
    default:
      return document.createTextNode(unbroken(node.text ?? ''));
  }
}

/** @param {import('./types.js').ListNode} list */
function renderList({ ordered, items }) {
  const lines = items.map((item) => el('li', {}, ...item.map(renderNode)));
  return el(ordered ? 'ol' : 'ul', {}, ...lines);
}

/**
 * @param {string} href only https and mail addresses become links
 * @param {(Node | string)[]} children
 */
function renderLink(href, children) {
  if (!/^(https:\/\/|mailto:)/i.test(href)) return el('span', {}, ...children);
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...children, newWindow());
}

/** @param {Source} source where an answer comes from, and when it was last read again */
export function renderSource({ title, url, reviewed_on }) {
  const name = el('span', { lang: 'fr' }, url ? renderLink(url, [title]) : title);
  return el('p', { class: 'source' }, say('Source : ', 'Source: '), name, reviewed(reviewed_on));
}

/** @param {string | null | undefined} day `2026-11-21` */
function reviewed(day) {
  return day ? say(' — relu le ', ' — last reviewed on ') + shortDay(day.slice(0, 10)) : '';
}
