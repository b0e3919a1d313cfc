/**
 * The language of the widget's own words: French, or English for those who read it. Both texts stand
 * side by side where they are said. What the server says is French, and marked as such.
 */

/** @type {'fr' | 'en'} one for all the widgets of a page */
export let language = 'fr';

/** @param {string} tag BCP 47, as of an attribute `lang` */
export function speak(tag) {
  language = /^en\b/i.test(tag) ? 'en' : 'fr';
}

/**
 * @param {string} french
 * @param {string} english
 */
export function say(french, english) {
  return language === 'en' ? english : french;
}
