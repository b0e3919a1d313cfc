/** The window: its frame, its head, its status line and where one types. */
export const PANEL_CSS = `
.panel {
  position: fixed; z-index: 2147483000; inset: auto 1.25em 1.25em auto; margin: 0; padding: 0;
  flex-direction: column;
  width: min(26em, 100vw - 2.5em); height: min(42em, 100dvh - 2.5em); max-width: none; max-height: none;
  overflow: hidden; overflow: clip; border: 1px solid var(--line); border-radius: 1em;
  background: var(--ground); color: var(--text); box-shadow: var(--shadow);
}
.panel[open] { display: flex; animation: rise .16s ease-out; }
.panel::backdrop { background: transparent; }
@keyframes rise { from { opacity: 0; transform: translateY(.75em); } }
.head { position: relative; z-index: 1; display: flex; align-items: center; gap: .75em; padding: .7em .7em .7em 1.1em; background: var(--head); color: #fff; }
.head div { flex: 1; min-width: 0; line-height: 1.35; }
.head h2, .head p { margin: 0; }
.head h2 { font-size: 1.05em; }
.head p { font-size: .85em; }
.head .options { flex: none; }
.options svg { stroke-width: 3; }
.menu { position: absolute; z-index: 1; top: 100%; right: .7em; width: max-content; max-width: 17em; padding: .35em; border: 1px solid var(--edge); border-radius: .6em; background: var(--ground); color: var(--text); box-shadow: var(--shadow); }
.menu p { padding: .5em .7em; font-weight: 600; }
.menu button { display: block; width: 100%; min-height: 2.5em; padding: .35em .7em; border: 0; border-radius: .4em; background: none; text-align: left; }
.menu button:hover, .menu button:focus { background: var(--bot); }
.head .menu :focus-visible { outline-color: var(--accent); }
.search { display: flex; align-items: center; gap: .25em; padding: .5em .75em; border-bottom: 1px solid var(--line); font-size: .9em; }
.search input { flex: 1; min-width: 0; min-height: 2.5em; padding: 0 .6em; border: 1px solid var(--edge); border-radius: .6em; background: var(--ground); color: inherit; font: inherit; }
.search span { color: var(--soft); }
.close { display: grid; place-items: center; width: 2.75em; height: 2.75em; border: 0; border-radius: .6em; background: transparent; }
.close:hover, .search button:hover { background: rgb(127 127 127 / 30%); }
.head :focus-visible { outline-color: #fff; outline-offset: -3px; }
.banner { margin: 0; padding: .6em 1.1em; border-bottom: 1px solid var(--line); background: var(--bot); font-size: .9em; line-height: 1.4; }
.banner:empty { padding: 0; border: 0; }
.banner[data-tone="queued"], .banner[data-tone="agent"] { background: var(--agent); box-shadow: inset .25em 0 var(--agent-line); }
.banner[data-tone="warning"] { color: var(--warn); font-weight: 600; }
.foot { position: relative; padding: .75em; border-top: 1px solid var(--line); background: var(--ground); }
.line { display: flex; align-items: flex-end; gap: .5em; }
.composer textarea {
  flex: 1; min-width: 0; min-height: 2.75em; max-height: 8em; padding: .55em .8em;
  field-sizing: content; resize: none;
  border: 1px solid var(--edge); border-radius: .75em; background: var(--ground); line-height: 1.5;
}
.composer textarea:focus-visible, .search input:focus-visible { outline-offset: -1px; }
.composer textarea::placeholder { color: var(--soft); opacity: 1; }
.send, .join { display: grid; place-items: center; width: 2.75em; height: 2.75em; flex: none; }
.jump { position: absolute; bottom: calc(100% + .6em); left: 50%; translate: -50%; min-height: 2.4em; padding: .2em 1em; border: 1px solid var(--accent); border-radius: 2em; background: var(--ground); color: var(--accent); font-weight: 600; white-space: nowrap; box-shadow: var(--shadow); }
.send, .again { border: 1px solid transparent; border-radius: .75em; background: var(--accent); color: var(--on-accent); }
.send:hover, .again:hover { filter: brightness(1.12); }
.join { border: 1px solid var(--edge); border-radius: .75em; background: var(--ground); color: var(--accent); }
.files { margin: 0; padding: 0; list-style: none; font-size: .88em; }
.files li { display: flex; align-items: center; gap: .5em; padding: 0 .2em .4em; overflow-wrap: anywhere; }
.files li span:first-child { font-weight: 600; }
.files .soft { flex: 1; color: var(--soft); white-space: nowrap; }
.files .warn { flex: 1; color: var(--warn); }
.files progress { flex: 1; min-width: 3em; accent-color: var(--accent); }
.files button, .search button { display: grid; place-items: center; width: 2em; height: 2em; flex: none; border: 0; border-radius: .5em; background: none; color: var(--soft); }
.again { width: 100%; min-height: 2.75em; font-weight: 600; }
.mention { margin: .6em .2em 0; color: var(--soft); font-size: .78em; line-height: 1.35; text-align: center; }
@media (max-width: 30em), (max-height: 30em) {
  .panel { inset: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; }
  .head { padding-top: max(.7em, env(safe-area-inset-top)); }
  .foot { padding-bottom: max(.75em, env(safe-area-inset-bottom)); }
  .head, .thread, .foot { margin-inline: env(safe-area-inset-left) env(safe-area-inset-right); }
}
@media (max-height: 30em) { .mention, .head p { display: none; } .head { padding-block: max(.2em, env(safe-area-inset-top)) .2em; } }
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
@media (forced-colors: active) {
  .launcher, .send, .join, .again, .close, .jump, .menu button { border: 2px solid ButtonText; }
  .found { outline: 3px solid Highlight; }
  .bubble, .card, .head { border: 1px solid CanvasText; }
  [aria-pressed="true"] { forced-color-adjust: none; background: Highlight; color: HighlightText; }
}
`;
