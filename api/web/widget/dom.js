/** Elements are built node by node: no markup is ever parsed. */

import { unbroken } from './french.js';
import { language, say } from './language.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | boolean>} [attributes] `true` sets an empty attribute, `false` none
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  // What is to be copied as it stands keeps its spaces.
  const shown = tag === 'code' ? children : children.map(unbrokenIfText);
  element.append(...shown);
  return element;
}

/** @param {Node | string} child */
function unbrokenIfText(child) {
  return typeof child === 'string' ? unbroken(child) : child;
}

/**
 * @param {Record<string, string | boolean>} attributes
 * @param {() => unknown} act
 * @param {...(Node | string)} children
 */
export function button(attributes, act, ...children) {
  const made = el('button', { type: 'button', ...attributes }, ...children);
  made.addEventListener('click', act);
  return made;
}

/**
 * A button that shows a drawing, and is named by its label.
 * @param {string} label
 * @param {() => unknown} act
 * @param {...string} paths as of `icon`
 */
export function tool(label, act, ...paths) {
  return button({ title: label }, act, icon(...paths), unseen(label));
}

/** @param {string} text read aloud, never seen; our own words, perhaps amid those of the server */
export function unseen(text) {
  return el('span', { class: 'unseen', lang: language }, text);
}

/** What a link that leaves the page says after its name. */
export function newWindow() {
  return unseen(say(' (nouvelle fenêtre)', ' (new window)'));
}

/** @param {...string} paths outlines on a 24 × 24 grid */
export function icon(...paths) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  for (const d of paths) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/**
 * A constructed sheet: allowed under any `style-src`, shared by every instance.
 * @param {ShadowRoot} root
 * @param {string} css
 */
export function adopt(root, css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
