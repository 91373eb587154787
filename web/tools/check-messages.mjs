// SPDX-License-Identifier: Apache-2.0
// Fails when a text is missing in a language, has other {places}, is not used, or is used but not
// there.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const kSource = fileURLToPath(new URL('../src/', import.meta.url));
const kLanguages = ['id', 'en'];

/** Reads the keys and texts of a message file: one entry, whose text is in quotes. */
function readMessages(language) {
  const text = readFileSync(join(kSource, 'i18n', `${language}.ts`), 'utf8');
  const entries = [...text.matchAll(/^ {2}'([\w.]+)':\s*(?:'((?:[^'\\]|\\.)*)'),$/gm)];
  return new Map(entries.map(([, key, message]) => [key, message]));
}

const placesOf = (message) => [...message.matchAll(/\{\w+\}/g)].map(String).sort().join(' ');

function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** All source text in which a key may be used. */
function usedText() {
  const files = filesUnder(kSource).filter((path) => /\.(svelte|ts)$/.test(path));
  const sources = files.filter(
    (path) => !/i18n\/(id|en)\.ts$/.test(path) && !path.endsWith('.test.ts'),
  );
  return sources.map((path) => readFileSync(path, 'utf8')).join('\n');
}

const faults = [];
const [first, ...others] = kLanguages.map((language) => ({
  language,
  messages: readMessages(language),
}));
if (first.messages.size < 20)
  faults.push(`read only ${first.messages.size} texts of ${first.language}.ts`);
for (const { language, messages } of others) {
  for (const [key, message] of first.messages) {
    if (!messages.has(key)) faults.push(`${language}: '${key}' is missing`);
    // A singular may do without its number.
    else if (!key.endsWith('.one') && placesOf(messages.get(key)) !== placesOf(message)) {
      faults.push(`${language}: '${key}' has other {places} than ${first.language}`);
    }
  }
  for (const key of messages.keys()) {
    if (!first.messages.has(key)) faults.push(`${language}: '${key}' is not in ${first.language}`);
  }
}

const used = usedText();
const prefixes = [...used.matchAll(/`([\w.]+\.)\$\{/g)].map((found) => found[1]);
for (const key of first.messages.keys()) {
  const stem = key.replace(/\.(one|other)$/, '');
  const named = used.includes(`'${key}'`) || used.includes(`'${stem}'`);
  if (!named && !prefixes.some((prefix) => key.startsWith(prefix)))
    faults.push(`'${key}' is not used`);
}

for (const fault of faults) console.error(`messages: ${fault}`);
if (faults.length > 0) process.exit(1);
console.log(`messages: ${first.messages.size} texts in ${kLanguages.length} languages`);
