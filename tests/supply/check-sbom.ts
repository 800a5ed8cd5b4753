import { readFileSync } from 'node:fs';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';

/** `npm run sbom:check -- [FILE]`: whether it is CycloneDX, by the strict schema of its version. */
const file = process.argv[2] ?? 'apps/cli/dist/sbom.cdx.json';
const problem = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(
  readFileSync(file, 'utf8'),
);
if (problem === null) console.log(`${file} is CycloneDX ${Spec.Version.v1dot6}`);
else {
  console.error(`${file} is no CycloneDX ${Spec.Version.v1dot6}:`, problem);
  process.exitCode = 1;
}
