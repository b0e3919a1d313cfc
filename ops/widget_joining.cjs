/**
 * Joins the widget's modules, so that a browser asks twice instead of thirty times.
 *
 * Nobody has to: the modules run as they are, and are served so where this was not done. The stamp
 * says of which modules the copy was made: `api/web/joined.py` reads it, and knows the entries.
 */

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

const made = fingerprint();
rmSync(STAMP, { force: true });
for (const entry of ENTRIES) {
  require('esbuild').buildSync({
    entryPoints: [join(MODULES, entry)],
    outfile: join(FOLDER, entry),
    external: ENTRIES.filter((other) => other !== entry).map((other) => `./${other}`),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    logLevel: 'error',
  });
}
writeFileSync(STAMP, made);
