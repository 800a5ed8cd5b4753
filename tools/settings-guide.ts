import { readFileSync, writeFileSync } from 'node:fs';
import { variables } from '../apps/server/src/settings/config.ts';

export const settingsGuide = 'docs/operating/configuration.md';

const head = '| variable | default | what it is for |\n|---|---|---|\n';
const table = /\| variable \| default \|.*\n(?:\|.*\n)*/;
const shown = (fallback: string): string => (fallback === '' ? '' : `\`${fallback}\``);

/** The operator's guide with a row for every setting, as the program has them. */
function withSettings(guide: string): string {
  const rows = Object.entries(variables).map(
    ([name, { default: fallback, about }]) => `| \`${name}\` | ${shown(fallback)} | ${about} |\n`,
  );
  return guide.replace(table, () => head + rows.join(''));
}

export const settingProblems = (guide: string): readonly string[] =>
  withSettings(guide) === guide
    ? []
    : [`${settingsGuide}: npm run settings:write brings its table up to date`];

if (import.meta.main) writeFileSync(settingsGuide, withSettings(readFileSync(settingsGuide, 'utf8')));
