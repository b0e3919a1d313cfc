/** What is done with a conversation as a whole: a copy kept, an end put to it, all of it erased. */

import { say } from './language.js';
import { save } from './save.js';
import { Refusal } from './transport.js';

/** @import {Session} from './session.js' */
/** @import {Attachment} from './types.js' */

/**
 * @param {Session} session
 * @param {Attachment} [file] of this conversation, whoever sent it; else all that was said
 */
export async function download(session, file) {
  const { conversation, transport } = session;
  if (!conversation) return;
  try {
    save(await transport.bytes(conversation, file), file?.name ?? 'conversation.txt');
  } catch {
    session.tell(say(
      'Le fichier n’a pas pu être téléchargé. Recommencez dans un instant.',
      'The file could not be downloaded. Try again in a moment.',
    ));
  }
}

/**
 * Nothing more is said in it, and it stays to be read; a request for an agent is withdrawn with it.
 * @param {Session} session
 */
export async function end(session) {
  const { conversation, life } = session;
  if (!conversation) return;
  try {
    await session.transport.tell(conversation, 'end'); // the log then says so
  } catch {
    if (!life.aborted) {
      session.tell(say(
        'La conversation n’a pas pu être terminée. Recommencez dans un instant.',
        'The conversation could not be ended. Try again in a moment.',
      ));
    }
  }
}

/**
 * For good, on the server as here; a request for an agent is withdrawn with it.
 * @param {Session} session
 */
export async function erase(session) {
  const { conversation, life } = session;
  try {
    if (conversation) await session.transport.erase(conversation);
  } catch (error) {
    if (!(error instanceof Refusal && error.isGone)) {
      return session.tell(say(
        'La conversation n’a pas pu être effacée. Recommencez dans un instant.',
        'The conversation could not be deleted. Try again in a moment.',
      ));
    }
  }
  const done = say('La conversation est effacée.', 'The conversation is deleted.');
  if (life.aborted) session.tell(done);
  else session.forget(done);
}
