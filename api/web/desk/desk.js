/** Entry of the desk page: whoever has a session goes to work, others to the form. */

import { call, Refusal } from './server.js';
import { SignIn } from './sign-in.js';
import { Workplace } from './workplace.js';

const workplace = new Workplace((why) => signIn.show(why));
const signIn = new SignIn((agent) => workplace.enter(agent));

try {
  workplace.enter(await call('GET', '/me'));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  signIn.show(error.status === 401 ? '' : error.message);
}
