import { globSync, readFileSync } from 'node:fs';

/**
 * `npm run release:check -- v0.2.0`: whether the version of a tag stands wherever a version stands, and in the changelog with its day;
 * `--notes` prints what the changelog says of it.
 */
const semantic = /^v(\d+\.\d+\.\d+)$/;
const headingForm = /^## \[(?<version>[^\]]+)\](?: - \d{4}-\d{2}-\d{2})?$/;

/** What a tag and the files disagree about. */
export function releaseProblems(
  tag: string,
  versions: Readonly<Record<string, string>>,
  changelog: string,
): readonly string[] {
  const version = semantic.exec(tag)?.[1];
  if (version === undefined) return [`${tag} is no tag of a version, such as v1.2.3`];
  const heading = new RegExp(`^## \\[${version.replaceAll('.', '\\.')}\\] - \\d{4}-\\d{2}-\\d{2}$`, 'm');
  return [
    ...Object.entries(versions)
      .filter(([, given]) => given !== version)
      .map(([file, given]) => `${file} has the version ${given}`),
    ...(heading.test(changelog) ? [] : [`CHANGELOG.md has no “## [${version}] - YEAR-MONTH-DAY”`]),
  ];
}

/** What the changelog says of one version, without its heading; empty: nothing. */
export function notesOf(version: string, changelog: string): string {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => headingForm.exec(line)?.groups?.version === version);
  if (start < 0) return '';
  const after = lines.slice(start + 1);
  const end = after.findIndex((line) => headingForm.test(line));
  return after
    .slice(0, end < 0 ? undefined : end)
    .join('\n')
    .trim();
}

/** The version of each part, by the file that names it. */
export function versionsOfParts(): Readonly<Record<string, string>> {
  const manifests = ['package.json', ...globSync('{apps,packages}/*/package.json')];
  const inCode = ['packages/sdk/src/version.ts', 'sdks/python/src/asg_gateway/_version.py'];
  return Object.fromEntries([
    ...manifests.map((file) => [file, String(JSON.parse(readFileSync(file, 'utf8')).version)]),
    ...inCode.map((file) => [
      file,
      /version(?:__)? = ['"](.+)['"]/.exec(readFileSync(file, 'utf8'))?.[1] ?? '',
    ]),
  ]);
}

if (import.meta.main) {
  const [tag = '', option] = process.argv.slice(2);
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  const problems = releaseProblems(tag, versionsOfParts(), changelog);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(option === '--notes' ? notesOf(tag.slice(1), changelog) : `${tag} may be released`);
}
