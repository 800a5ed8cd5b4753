import { globSync } from 'node:fs';
import { judged } from './accepted.ts';
import { type Break, breaksBetween } from './oasdiff.ts';

/** `npm run compatibility`: whether the contract keeps what each published one promised. */
const published = globSync('contract/published/*.json').sort();
if (published.length === 0) throw new Error('there is no published contract to compare with');
const all: Break[] = [];
for (const file of published) {
  const breaks = breaksBetween(file, 'contract/openapi.json');
  const { refused } = judged(breaks);
  all.push(...breaks);
  for (const { id, operation, path, text } of refused) console.error(`${operation} ${path}: ${text} (${id})`);
  const decided = breaks.length - refused.length;
  console.log(
    `contract/openapi.json breaks ${refused.length} promises of ${file}, and ${decided} that were decided on`,
  );
  if (refused.length > 0) process.exitCode = 1;
}
for (const { id, says } of judged(all).stale) {
  console.error(`tools/compatibility/accepted.ts: no break ${id} says ${says} any more`);
  process.exitCode = 1;
}
