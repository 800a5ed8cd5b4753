import { existsSync, readFileSync } from 'node:fs';
import { licenceProblems } from './licences.ts';
import { lockedPackages } from './lock.ts';

/** `npm run licences`: whether we may use and ship everything that the lock files name. */
const openBsv = 'node_modules/@bsv/sdk/LICENSE.txt';
const packages = ['package-lock.json', 'tests/package-lock.json'].flatMap(lockedPackages);
const problems = [
  ...licenceProblems(packages),
  ...(existsSync(openBsv) && !/Open BSV License Version 4/i.test(readFileSync(openBsv, 'utf8').slice(0, 500))
    ? ['@bsv/sdk is under another licence than README says: read it']
    : []),
];
for (const problem of problems) console.error(problem);
console.log(`${packages.length} packages, ${problems.length} problems with licences`);
process.exitCode = problems.length === 0 ? 0 : 1;
