/**
 * What every view is given, for the type checker only.
 *
 * @typedef {object} App
 * @property {import('./portal.js').Portal} portal
 * @property {import('./visitor.js').Visitor} visitor
 * @property {(question: string) => void} ask the assistant, in the visitor's name
 * @property {(text: string) => void} say to who does not see what has changed
 * @property {(place: import('./places.js').Place) => void} go
 * @property {(place: import('./places.js').Place) => void} note the address of what is shown already
 * @property {() => Promise<void>} refresh
 *
 * @typedef {object} View
 * @property {string} title of the window
 * @property {HTMLElement} element with its `h1`
 * @property {() => Promise<void>} [refresh] read again what may have changed
 * @property {() => void} [leave] stop what goes on
 */

export {};
