// SPDX-License-Identifier: Apache-2.0
// Parses what deploy/ holds: YAML and JSON as they are, chart templates with their expressions filled in.
// It proves syntax, not that anything runs.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', 'deploy', '*.yaml', '*.yml'], {
  encoding: 'utf8',
});
const files = [...new Set(listed.split('\n'))].filter((file) => /\.(ya?ml|json)$/.test(file)).sort();

/** Drops lines that hold only template control, and puts a word in the place of each expression. */
function filledIn(text) {
  return text
    .split('\n')
    .filter((line) => !/^\s*\{\{-?.*\}\}\s*$/.test(line))
    .join('\n')
    .replace(/\{\{.*?\}\}/g, 'value');
}

function complaintsAbout(file) {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.json')) {
    JSON.parse(text);
    return [];
  }
  const documents = parseAllDocuments(file.includes('/templates/') ? filledIn(text) : text, { merge: true });
  return documents.flatMap((document) => document.errors.map((error) => error.message));
}

let failed = false;
for (const file of files) {
  let complaints;
  try {
    complaints = complaintsAbout(file);
  } catch (error) {
    complaints = [error.message];
  }
  for (const complaint of complaints) {
    failed = true;
    console.log(`${file}: ${complaint}`);
  }
}
process.exit(failed ? 1 : 0);
