const commentLinesMax = 2;

/** Time and randomness come from one room; elsewhere they are parameters. */
const timeOrRandomness =
  /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomBytes\(|\brandomUUID\(|\b(set(Timeout|Interval)|performance\.now|hrtime(\.bigint)?|getRandomValues|randomFill(Sync)?|randomInt)\(|\bset(Timeout|Interval)\b[^'"]* from '(node:)?timers/;
const mayAskForTime =
  /^packages\/(runtime|console-kit|operator-pages)\/|^packages\/sdk\/src\/transport\/environment\.ts$|^packages\/instance\/src\/leash\.ts$|^apps\/|^tests\/|^tools\/|^packages\/testing\/|\.test\.ts$/;
/** Each leaves something behind in its sources, which in a process that lives for months never goes away. */
const leakingSignal = /\bAbortSignal\.any\(/;
const mayLeakSignals =
  /^packages\/(ui|console-kit|operator-pages|testing)\/|^apps\/(worker|console)\/|^tests\/|^tools\/|\.test\.ts$/;
/** Only variables of the environment are spelt so. */
const shoutedConstant = /\bconst (?!ASG_)[A-Z][A-Z0-9_]{2,}(?::| =)/;
/** A quote written twice is a cell of CSV. */
const csvWriter = /\breplace(?:All)?\([^)]*,\s*(['"`])""\1/;
const mayWriteCsv = /^packages\/formats\/|\.test\.ts$/;
/** What differs by the kind of a task is in the folder of the kind, and found by its name in a registry. */
const kindCase = /\bcase '(?:comparison|multi_label|rating)'|[!=]== '(?:comparison|multi_label|rating)'/;
const mayTellKinds = /^packages\/kinds\/|\.test\.ts$/;
const unfinished = /\b(TODO|FIXME|XXX|HACK)\b/;
const fileUrl = String.raw`new URL\((?:[^;]*?\bimport\.meta\.url|[^;]*?['"\x60]file:[^;]*?),?\s*\)`;
/** In `pathname` blanks and accents are escaped: such a path is found only where there are none. */
const escapedPaths = new RegExp(
  String.raw`${fileUrl}\s*\.pathname|\{[^}]*\bpathname\b[^}]*\}\s*=\s*${fileUrl}`,
  'g',
);
const namedFileUrl = new RegExp(String.raw`\b(\w+)\s*=\s*${fileUrl}`, 'g');
const folderNamesRefused = ['utils', 'util', 'helpers', 'services', 'common', 'misc', 'lib', 'shared'];

/** What is wrong with a file, as `file: what is wrong`. */
export function fileProblems(file: string, text: string): readonly string[] {
  const lines = text.split('\n');
  const problems: string[] = [];
  const folder = file.split('/').find((part) => folderNamesRefused.includes(part));
  if (folder !== undefined) problems.push(`a folder is named after a pattern, not a thing: ${folder}`);
  lines.forEach((line, i) => {
    if (!mayAskForTime.test(file) && timeOrRandomness.test(line)) {
      problems.push(`line ${i + 1}: time and randomness come from packages/runtime`);
    }
    if (!mayLeakSignals.test(file) && leakingSignal.test(line))
      problems.push(`line ${i + 1}: linkedSignal() of packages/runtime instead of AbortSignal.any`);
    if (!mayWriteCsv.test(file) && csvWriter.test(line))
      problems.push(`line ${i + 1}: CSV is written in packages/formats`);
    if (!mayTellKinds.test(file) && kindCase.test(line))
      problems.push(`line ${i + 1}: kinds of tasks are told apart by a registry`);
    if (unfinished.test(line) && file !== 'tools/rooms/tidy.ts')
      problems.push(`line ${i + 1}: unfinished work is not committed`);
    if (shoutedConstant.test(line)) problems.push(`line ${i + 1}: constants are written in camelCase`);
  });
  for (const line of linesOfEscapedPaths(text))
    problems.push(`line ${line}: the path of a file URL comes from fileURLToPath or import.meta.dirname`);
  let run = 0;
  lines.forEach((line, i) => {
    run = /^\s*\/\/(?! biome-ignore)/.test(line) ? run + 1 : 0;
    if (run === commentLinesMax + 1)
      problems.push(`line ${i + 1}: a comment says why in ${commentLinesMax} lines at most`);
  });
  return problems.map((problem) => `${file}: ${problem}`);
}

function linesOfEscapedPaths(text: string): readonly number[] {
  const names = [...text.matchAll(namedFileUrl)].map(([, name]) => name!);
  const byName = names.flatMap((name) => [...text.matchAll(new RegExp(`\\b${name}\\.pathname\\b`, 'g'))]);
  const found = [...text.matchAll(escapedPaths), ...byName];
  return [...new Set(found.map(({ index }) => text.slice(0, index).split('\n').length))];
}
