/**
 * Many users and agents in one process, on the modules that browsers run: the widget's stream and
 * outbox, the desk's news. What it is to do comes as JSON in a file; it prints one JSON line for
 * each ten messages seen, and one with everything that each side has read.
 *
 * Each user says `messages` sentences, one at a time; the agent answers every `answers`th. With
 * `rate`, users speak in turn at so many messages a second, and delays are measured. With
 * `reconnects`, nobody speaks: it ends when streams have come back so many times.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { readFileSync, writeSync } from 'node:fs';

import { News } from '../../api/web/desk/news.js';
import { newClientId, Outbox } from '../../api/web/widget/outbox.js';
import { backoff } from '../../api/web/widget/pause.js';
import { EventStream } from '../../api/web/widget/stream.js';
import { path, refusalOf, Transport } from '../../api/web/widget/transport.js';

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const whereabouts = new AsyncLocalStorage(); // of the agent that a call is for

// What a browser has and Node has not, or has otherwise.
const none = () => {};
Object.defineProperty(globalThis, 'navigator', { value: {} }); // each client reads for itself
globalThis.addEventListener = none;
globalThis.document = { hidden: false, addEventListener: none };
globalThis.location = { href: 'http://127.0.0.1/', assign: (to) => fail(`sent to ${to}`) };

const figures = { polls: 0, streams: 0, dropped: 0, reconnects: [], toFrame: [], toAgent: [], toUser: [] };
const ends = new Map(); // when the last stream of an address ended

const send = globalThis.fetch;
globalThis.fetch = async (address, init) => {
  const agent = whereabouts.getStore();
  const url = new URL(address, agent?.api ?? location.href);
  const headers = agent ? { ...init.headers, Cookie: agent.cookie } : init.headers;
  const answer = await send(url, { ...init, headers });
  const type = answer.headers.get('Content-Type') ?? '';
  if (type.startsWith('text/event-stream')) return watched(answer, agent?.cookie ?? url.pathname);
  if (url.searchParams.has('wait')) figures.polls += 1;
  if (answer.ok && url.pathname.endsWith('/messages') && Math.random() < plan.drop) {
    figures.dropped += 1;
    throw new TypeError('acknowledgement discarded');
  }
  return answer;
};

/** The same answer; how long its reader is without a stream, from its end to the next one, is kept. */
function watched(answer, key) {
  figures.streams += 1;
  const reader = answer.body.getReader();
  const ended = () => ends.has(key) || ends.set(key, performance.now());
  const pull = async (controller) => {
    try {
      const { done, value } = await reader.read();
      if (done) return void (ended(), controller.close());
      if (ends.has(key)) figures.reconnects.push(performance.now() - ends.get(key));
      ends.delete(key);
      if (figures.reconnects.length === plan.reconnects) leave();
      controller.enqueue(value);
    } catch (error) {
      ended();
      controller.error(error);
    }
  };
  const body = new ReadableStream({ pull, cancel: (why) => reader.cancel(why) });
  return new Response(body, { status: answer.status, headers: answer.headers });
}

function fail(why) {
  console.error(why);
  process.exit(1);
}

/** Written before we leave, however long: a pipe takes it by pieces. */
function print(told) {
  let rest = Buffer.from(`${JSON.stringify(told)}\n`);
  while (rest.length) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

function late() {
  const behind = (side) => !isOver(side.events);
  const late = [...users, ...desk.values()].filter(behind);
  fail(`too late; ${seen} seen, still behind: ${late.length} of ${expected}`);
}

setTimeout(late, plan.limit * 1000);

let seen = 0;
let finished = 0;
const expected = plan.users.length * 2;
const said = new Map(); // text → when it was posted
const posted = new Map(); // conversation → when its user last posted

/** Called by each side for each sentence of the other. */
function note(delays, text) {
  if (said.has(text)) delays.push(performance.now() - said.get(text));
  said.delete(text);
  seen += 1;
  if (seen % 10 === 0) print({ seen });
}

function finish() {
  finished += 1;
  if (finished === expected) leave();
}

function leave() {
  const logs = users.map(({ id, events }) => ({ id, user: events, agent: desk.get(id).events }));
  print({ logs, figures });
  process.exit(0);
}

const answersOf = (messages) => Math.floor(messages / plan.answers);
const isOver = (events) => {
  const texts = events.filter(({ type }) => type === 'message');
  const from = (side) => texts.filter((event) => event.from === side).length;
  return from('user') > plan.messages && from('agent') >= answersOf(plan.messages);
};

/** Every side keeps exactly what it was given, in the order in which it was given. */
class Side {
  events = [];
  #over = false;

  take(events) {
    for (const event of events) {
      // As the pages do: what was seen is not taken again.
      if (event.seq > this.last) this.events.push(brief(event));
    }
    if (!this.#over && isOver(this.events)) {
      this.#over = true;
      finish();
    }
  }

  get last() {
    return this.events.at(-1)?.seq ?? 0;
  }
}

function brief({ seq, from, type, text, author }) {
  return { seq, from, type, text, author };
}

/**
 * All these clients share one machine with the api: so many posts at once at most, or each would
 * wait longer than a proxy lets a connection live.
 */
const AT_ONCE = 16;
const waiting = [];
let posting = 0;

async function inTurn(post) {
  if (posting === AT_ONCE) await new Promise((go) => waiting.push(go));
  else posting += 1;
  try {
    return await post();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else posting -= 1;
  }
}

function outboxOf(post) {
  const send = (item) => inTurn(() => post(item));
  return new Outbox({ send, report: none, save: none, isShown: () => true });
}

class User extends Side {
  #number = 0;
  #outbox;

  constructor({ api, id, token }) {
    super();
    this.id = id;
    const conversation = { id, token };
    const transport = new Transport(api);
    this.#outbox = outboxOf(async (item) => (await transport.post(conversation, item)).seq);
    this.stream = new EventStream(api, conversation, {
      after: () => this.last,
      events: (events) => this.#read(events),
      link: () => connected(id),
      gone: (refusal) => fail(`conversation ${id}: ${refusal.status} ${refusal.message}`),
    });
    this.stream.start();
  }

  speak() {
    this.#number += 1;
    const label = `message ${this.#number} de ${this.id}`;
    said.set(label, performance.now());
    posted.set(this.id, performance.now());
    this.#outbox.add({ client_id: newClientId(), label });
  }

  #read(events) {
    const fresh = events.filter(({ seq }) => seq > this.last);
    this.take(events);
    for (const { from, type, text } of fresh) {
      if (from === 'agent' && type === 'message') note(figures.toUser, text);
    }
  }
}

/** One conversation as its agent reads it: he is told that it moved, and asks what is new. */
class Handled extends Side {
  #asking = false;
  #again = false;

  constructor({ api, id, cookie }) {
    super();
    this.id = id;
    this.agent = { api, cookie };
    this.base = `/desk/v1/conversations/${id}`;
    this.outbox = outboxOf((item) => this.#post(item));
  }

  /** As far as the board says that the conversation has come. */
  hear(last) {
    if (last > this.last) void this.catchUp();
  }

  async catchUp() {
    this.#again = this.#asking;
    if (this.#asking) return;
    this.#asking = true;
    for (let failures = 1; ; failures += 1) {
      try {
        const answer = await fetch(`${this.base}/events?after=${this.last}`, request());
        if (!answer.ok) throw await refusalOf(answer);
        this.#read((await answer.json()).events);
        break;
      } catch {
        await backoff(failures, new AbortController().signal);
      }
    }
    this.#asking = false;
    connected(this.base);
    if (this.#again) void this.catchUp();
  }

  #read(events) {
    this.take(events);
    for (const { from, type, text } of events) {
      if (from !== 'user' || type !== 'message' || !text.startsWith('message ')) continue;
      note(figures.toAgent, text);
      const number = Number(text.split(' ')[1]);
      if (number % plan.answers === 0) this.#answer(number);
    }
  }

  #answer(number) {
    const label = `réponse ${number} à ${this.id}`;
    said.set(label, performance.now());
    this.outbox.add({ client_id: newClientId(), label });
  }

  async #post({ client_id, label }) {
    const answer = await fetch(`${this.base}/messages`, request({ client_id, text: label }));
    if (!answer.ok) throw await refusalOf(answer);
    return (await answer.json()).seq;
  }
}

function request(body) {
  const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
  const method = body ? 'POST' : 'GET';
  return { method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(20_000) };
}

/** The agent's stream tells that a conversation moved; its text is still to be asked for. */
function framed(id) {
  if (posted.has(id)) figures.toFrame.push(performance.now() - posted.get(id));
  posted.delete(id);
  return desk.get(id)?.catchUp();
}

function follow(agent) {
  whereabouts.run(agent, () => {
    new News({
      board: ({ mine }) => mine.forEach(({ id, last_seq }) => desk.get(id)?.hear(last_seq)),
      moved: ({ id }) => void framed(id),
      typing: none,
      link: () => connected(agent.cookie),
    }).start();
  });
}

/** Delays are measured once everybody listens, and has read what there was. */
const there = new Set();
let begun = false;

function connected(key) {
  there.add(key);
  if (begun || there.size < 2 * users.length + agents.size) return;
  begun = true;
  if (plan.rate) speakInTurn();
}

function speakInTurn() {
  let turn = 0;
  const speaking = setInterval(() => {
    users[turn % users.length].speak();
    turn += 1;
    if (turn === users.length * plan.messages) clearInterval(speaking);
  }, 1000 / plan.rate);
}

const desk = new Map(plan.users.map((user) => [user.id, new Handled({ ...user, ...user.agent })]));
const agents = new Map(plan.users.map(({ agent }) => [agent.cookie, agent]));
agents.forEach(follow);
const users = plan.users.map((user) => new User(user));

if (!plan.reconnects && !plan.rate) {
  for (const user of users) for (let said = 0; said < plan.messages; said += 1) user.speak();
}
