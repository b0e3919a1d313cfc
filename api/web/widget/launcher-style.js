/**
 * Colours of the whole widget, and its button. `--chorale-accent` may be set by the host page.
 * What a button holds may change while it is pressed: the press is the button's.
 */
export const LAUNCHER_CSS = `
:host {
  all: initial;
  --accent: var(--chorale-accent, #0f5e5a);
  --on-accent: #fff;
  --head: var(--chorale-accent, #0f5e5a);
  --ground: #fff;
  --text: #1b2423;
  --soft: #53605e;
  --line: #d3dbd9;
  --edge: #7b8986;
  --bot: #f0f4f3;
  --user: #d9eeea;
  --agent: #fdf0d9;
  --agent-line: #9a6200;
  --warn: #8c2d12;
  --shadow: 0 2px 6px rgb(10 30 28 / 18%), 0 12px 36px rgb(10 30 28 / 22%);
  color-scheme: light dark;
  font: 400 max(16px, 1rem)/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif;
  color: var(--text);
}
@media (prefers-color-scheme: dark) {
  :host {
    --accent: var(--chorale-accent-dark, #6ed0c4);
    --on-accent: #06211e;
    --head: #103f3b;
    --ground: #141a1a;
    --text: #e7eeec;
    --soft: #a9b7b4;
    --line: #364240;
    --edge: #7d8d8a;
    --bot: #212a29;
    --user: #123f3b;
    --agent: #3a2d13;
    --agent-line: #e5b45c;
    --warn: #ffb09a;
    --shadow: 0 2px 6px rgb(0 0 0 / 50%), 0 12px 36px rgb(0 0 0 / 60%);
  }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
button, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
button * { pointer-events: none; }
svg { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.launcher {
  position: fixed; z-index: 2147483000;
  right: max(1.25em, env(safe-area-inset-right)); bottom: max(1.25em, env(safe-area-inset-bottom));
  display: flex; align-items: center; gap: .6em;
  min-height: 3.25em; padding: .6em 1.3em .6em 1.1em;
  border: 1px solid transparent; border-radius: 999px;
  background: var(--accent); color: var(--on-accent);
  font-weight: 600; box-shadow: var(--shadow);
}
.launcher:hover { text-decoration: underline; text-underline-offset: .2em; }
.launcher:focus-visible { outline-color: var(--ground); box-shadow: 0 0 0 6px var(--accent); }
.launcher[aria-busy] { cursor: progress; }
.badge {
  min-width: 1.6em; padding: 0 .45em; border-radius: 999px;
  background: var(--on-accent); color: var(--accent); font-size: .85em; line-height: 1.6; text-align: center;
}
@media print { :host { display: none; } }
`;
