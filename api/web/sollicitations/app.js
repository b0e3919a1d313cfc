/** What every view is given: the user, what he may write with, and where to go next. */

/** @import {Place} from './places.js' */
/** @import {Writer} from './server.js' */
/** @import {TabNotes} from './storage.js' */
/** @import {Me} from './types.js' */

/**
 * @typedef {object} App
 * @property {Me} me
 * @property {TabNotes} notes
 * @property {Writer} writer
 * @property {(place: Place, options?: {replace?: boolean, said?: string}) => Promise<void>} go
 * @property {(place: Place) => void} rename the address alone, what is shown stays
 * @property {(text: string) => void} say what was done; read aloud
 * @property {(error: unknown) => void} trouble what went wrong; nothing typed is lost
 */

/**
 * A view is a node that holds its level one heading.
 * @typedef {(place: Place, app: App) => Promise<HTMLElement | null>} View
 */

export {};
