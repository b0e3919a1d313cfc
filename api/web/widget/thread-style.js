/** What is said: messages, cards, choices, votes. */
export const THREAD_CSS = `
.thread { flex: 1; min-height: 4em; overflow-y: auto; overscroll-behavior: contain; padding: 1em; overflow-wrap: anywhere; }
.thread:focus-visible { outline-offset: -3px; }
:where(.thread) p { margin: 0; }
.day { margin: 1em 0 0 !important; color: var(--soft); font-size: .8em; text-align: center; }
.message { max-width: 92%; margin: 1em 0 0; }
.message.follows { margin-top: .4em; }
.message.user { display: flex; flex-direction: column; align-items: flex-end; margin-left: auto; }
.author { margin: 0 .25em .25em !important; color: var(--soft); font-size: .8em; line-height: 1.4; }
.author b { color: var(--text); font-weight: 650; }
.face { display: inline-grid; place-items: center; width: 2em; height: 2em; margin-right: .5em; border-radius: 50%; background: var(--agent-line); color: var(--ground); font: 600 .85em/1 inherit; font-style: normal; }
.author time { margin-left: .4em; white-space: nowrap; }
.follows .author, .system .author { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.bubble { width: fit-content; max-width: 100%; padding: .65em .9em; border-radius: .25em 1em 1em 1em; background: var(--bot); line-height: 1.45; }
.user .bubble { border-radius: 1em .25em 1em 1em; background: var(--user); }
.agent .bubble { border-left: .25em solid var(--agent-line); border-radius: .25em 1em 1em .25em; background: var(--agent); }
.system { max-width: none; text-align: center; }
.system .bubble { width: auto; padding: .3em .6em; background: none; color: var(--soft); font-size: .88em; }
.bubble:empty { display: none; }
.bubble p { white-space: pre-line; }
:where(.bubble) :is(ul, ol) { margin: 0; padding-left: 1.4em; }
.bubble > * + * { margin-top: .6em; }
.bubble li + li { margin-top: .25em; }
.bubble code { padding: .1em .3em; border-radius: .3em; background: rgb(127 127 127 / 18%); font-size: .92em; }
.bubble a, .source a { color: var(--accent); text-underline-offset: .15em; }
.message .file button { padding: .25em .5em; border: 1px solid var(--line); border-radius: .5em; background: none; color: inherit; font: inherit; text-decoration: underline; }
.message .file { margin: .25em .25em 0; color: var(--soft); font-size: .85em; overflow-wrap: anywhere; }
.pending .bubble { opacity: .75; }
.message .delivery { margin: .25em .25em 0; color: var(--soft); font-size: .8em; }
.refused .delivery { color: var(--warn); font-weight: 600; }
.refused .bubble { opacity: 1; text-decoration: line-through; }
.message:has(.card) { max-width: none; }
.bubble:has(.card) { width: 100%; padding: 0; background: none; }
.card { padding: .85em 1em 1em; border: 1px solid var(--line); border-top: .25em solid var(--tone, var(--accent)); border-radius: .6em; }
.good { --tone: var(--accent); --mark: "✓"; }
.doubtful { --tone: var(--agent-line); --mark: "!"; }
.bad { --tone: var(--warn); --mark: "✕"; }
:is(.good, .doubtful, .bad) > :is(h3, h4)::before { content: var(--mark) / ""; margin-right: .5em; color: var(--tone); font-weight: 800; }
.card h3 { margin: 0 0 .5em; font-size: 1em; }
.card h4 { margin: 0 0 .2em; font-size: .95em; }
.card > p { margin: 0 0 .6em; line-height: 1.45; white-space: pre-line; }
.card dl { margin: 0; }
.card dl div { display: grid; grid-template-columns: minmax(6.5em, 1fr) 2fr; gap: .75em; padding: .3em 0; }
.card div + div { border-top: 1px solid var(--line); }
.card dt { color: var(--soft); font-size: .88em; line-height: 1.6; }
.card dd { margin: 0; line-height: 1.45; white-space: pre-line; }
.card .items { margin: .5em 0 0; padding: 0; list-style: none; }
.card .items li { margin: 0; padding: .7em 0 .3em; border-top: 1px solid var(--edge); }
.card .items dl div { padding: .1em 0; border: 0; }
.card .link { margin: .6em 0 0; font-weight: 600; overflow-wrap: anywhere; }
.check .items dl div { display: block; padding: .3em 0; }
.check .items dt { color: var(--text); font-size: .95em; }
.check .items dd { color: var(--soft); font-size: .92em; }
.sources { margin: .35em .3em 0; }
.source { color: var(--soft); font-size: .8em; line-height: 1.4; }
.choices { display: flex; flex-wrap: wrap; gap: .5em; margin: .6em 0 0; padding: 0; list-style: none; }
.choices button { min-height: 2.5em; padding: .35em .95em; border: 1px solid var(--accent); border-radius: 1.25em; background: var(--ground); color: var(--accent); font-weight: 550; line-height: 1.3; text-align: left; }
.choices button:hover:enabled { background: var(--bot); text-decoration: underline; text-underline-offset: .2em; }
.choices button:disabled { border-color: var(--line); color: var(--soft); cursor: default; }
.choices button[aria-pressed="true"] { border-color: var(--accent); background: var(--user); color: var(--text); }
.found { outline: 3px solid var(--accent); outline-offset: 2px; }
details { margin: .6em 0 0; }
summary { min-height: 1.6em; font-weight: 600; cursor: pointer; }
.steps { margin: .3em 0 0 .4em !important; padding: 0 !important; border-left: 2px solid var(--edge); list-style: none; }
.steps li { position: relative; padding: .15em 0 .5em 1em; font-size: .92em; }
.steps li::before { content: ""; position: absolute; left: -.45em; top: .6em; width: .75em; height: .75em; border: 2px solid var(--edge); border-radius: 50%; background: var(--ground); }
.steps [aria-current]::before { border: .375em solid var(--accent); }
.steps time, .steps p { color: var(--soft); }
.tools, .votes { display: flex; gap: .15em; }
.tools { margin: .2em 0 0 .1em; }
.tools button { display: grid; place-items: center; min-width: 2.25em; height: 2.25em; border: 1px solid transparent; border-radius: .6em; background: none; color: var(--soft); }
.tools button svg { width: 1.1em; height: 1.1em; }
.tools button:hover { background: var(--bot); color: var(--text); }
.vote-1 svg { transform: rotate(180deg); }
.votes [aria-pressed="true"] { background: var(--user); color: var(--accent); }
.votes [aria-pressed="true"] svg { fill: currentColor; }
.typing { display: flex; align-items: center; gap: .6em; margin: 1em .25em 0 !important; color: var(--soft); font-size: .9em; }
.dots { display: inline-flex; gap: .25em; }
.dots i { width: .4em; height: .4em; border-radius: 50%; background: currentColor; animation: beat 1.2s infinite; }
.dots i:nth-child(2) { animation-delay: .15s; }
.dots i:nth-child(3) { animation-delay: .3s; }
@keyframes beat { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
`;
