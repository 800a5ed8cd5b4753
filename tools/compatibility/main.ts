import { globSync } from 'node:fs';
import { breaksBetween } from './oasdiff.ts';

/** `npm run compatibility`: whether the contract keeps what each published one promised. */
const published = globSync('contract/published/*.json').sort();
if (published.length === 0) throw new Error('there is no published contract to compare with');
for (const file of published) {
  const breaks = breaksBetween(file, 'contract/openapi.json');
  for (const { operation, path, text } of breaks) console.error(`${operation} ${path}: ${text}`);
  console.log(`contract/openapi.json breaks ${breaks.length} promises of ${file}`);
  if (breaks.length > 0) process.exitCode = 1;
}
