/**
 * Joins the widget's modules, so that a browser asks twice instead of thirty times.
 *
 * Nobody has to: the modules run as they are, and are served so where this was not done. The stamp
 * says of which modules the copy was made: `api/web/joined.py` reads it, and knows the entries.
 */

const { build, transformSync } = require('esbuild');
const { createHash } = require('node:crypto');
const { readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
const MODULES = join(ROOT, 'api', 'web', 'widget');
const FOLDER = join(ROOT, 'build', 'widget');
const STAMP = join(FOLDER, 'stamp');
const ENTRIES = ['chorale.js', 'panel.js'];

function fingerprint() {
  const digest = createHash('sha256');
  for (const name of readdirSync(MODULES).filter((file) => file.endsWith('.js')).sort()) {
    digest.update(`${name}\0`).update(readFileSync(join(MODULES, name))).update('\0');
  }
  return digest.digest('hex');
}

/** A style sheet is a string to esbuild, which would leave all its white space. */
const leanSheets = {
  name: 'lean-sheets',
  setup(builder) {
    builder.onLoad({ filter: /-style\.js$/ }, ({ path }) => {
      const lean = (quoted) => transformSync(quoted.slice(1, -1), { loader: 'css', minify: true, charset: 'utf8' }).code;
      return { contents: readFileSync(path, 'utf8').replace(/`[^`]*`/, (quoted) => JSON.stringify(lean(quoted).trim())) };
    });
  },
};

function joinEntry(entry) {
  return build({
    entryPoints: [join(MODULES, entry)],
    outfile: join(FOLDER, entry),
    external: ENTRIES.filter((other) => other !== entry).map((other) => `./${other}`),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'error',
    plugins: [leanSheets],
  });
}

const made = fingerprint();
rmSync(STAMP, { force: true });
Promise.all(ENTRIES.map(joinEntry)).then(
  () => writeFileSync(STAMP, made),
  () => process.exit(1), // esbuild has said why
);
