import { readFileSync } from 'node:fs';
import { variables } from '../../apps/server/src/settings/config.ts';
import { settingProblems, settingsGuide } from '../settings-guide.ts';
import { assertionsByRoom, budgetProblems, total } from './assertions.ts';
import { cycleViolations } from './cycles.ts';
import { allDocProblems } from './docs.ts';
import { importViolations } from './imports.ts';
import { countViolations, sizeViolations } from './sizes.ts';
import { fileProblems } from './tidy.ts';
import { isTypeScript, thisTree } from './tree.ts';

/** `npm run rooms`: who imports whom, how large things are, and what the documents name. */
const tree = thisTree();
const contract = JSON.parse(readFileSync('contract/openapi.json', 'utf8')) as { readonly paths: object };
const routes = Object.values(contract.paths).reduce((sum, path) => sum + Object.keys(path).length, 0);
const settings = Object.keys(variables).length;
const sources = tree.files.filter(isTypeScript);
const assertions = total(assertionsByRoom(tree));

const checks: Readonly<Record<string, readonly string[]>> = {
  imports: importViolations(tree),
  circles: cycleViolations(tree),
  sizes: [...sizeViolations(tree), ...countViolations({ settings, routes })],
  assertions: budgetProblems(assertions),
  tidiness: [
    ...sources.flatMap((file) => fileProblems(file, tree.read(file))),
    ...settingProblems(readFileSync(settingsGuide, 'utf8')),
  ],
  documents: allDocProblems(),
};
for (const violation of Object.values(checks).flat()) console.error(violation);
const found = Object.entries(checks).map(([name, violations]) => `${name} ${violations.length}`);
console.log(
  `rooms: ${sources.length} files, ${settings} settings, ${routes} routes, ${assertions.nonNull} "!", ${assertions.casts} "as"`,
);
console.log(`violations: ${found.join(', ')}`);
process.exitCode = Object.values(checks).every(({ length }) => length === 0) ? 0 : 1;
