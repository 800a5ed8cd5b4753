import { dirname } from 'node:path';
import { budgets, catalogue, exceptions } from './budgets.ts';
import { isGenerated, isTestCode, type Tree } from './tree.ts';

type Counts = ReadonlyMap<string, number>;
interface Sizes {
  /** Lines of each file. */
  readonly files: Counts;
  /** Files of each folder, without its tests. */
  readonly folders: Counts;
  /** Lines of each package's production code. */
  readonly rooms: Counts;
  /** Lines of production code of each folder in a package's `src`, with all below it. */
  readonly innerRooms: Counts;
}

function sizesOf(tree: Tree): Sizes {
  const files = new Map<string, number>();
  const folders = new Map<string, number>();
  const rooms = new Map<string, number>();
  const innerRooms = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string, more: number) =>
    counts.set(key, (counts.get(key) ?? 0) + more);
  for (const file of tree.files.filter((path) => /\.(tsx?|css|py)$/.test(path))) {
    const text = tree.read(file);
    const lines = text.split('\n').length - 1;
    const isTest = /\.(test|bench)\.tsx?$|\/test_\w+\.py$/.test(file);
    if (!isGenerated(text) && !catalogue.test(file)) files.set(file, lines);
    if (!isTest && !catalogue.test(file)) add(folders, dirname(file), 1);
    const isProduction = file.startsWith('tools/') ? !isTest : !isTestCode(file);
    if (!isProduction || isGenerated(text)) continue;
    // Words in six languages are no code.
    if (/\/i18n\//.test(file) && catalogue.test(file)) continue;
    add(rooms, roomOf(file), lines);
    const inner = innerRoom.exec(file)?.[0];
    if (inner !== undefined && !catalogue.test(file)) add(innerRooms, inner, lines);
  }
  return { files, folders, rooms, innerRooms };
}

const innerRoom = /^(packages|apps)\/[^/]+\/src\/[^/]+(?=\/)/;

const roomOf = (file: string): string =>
  file.startsWith('tools/') ? 'tools' : file.split('/').slice(0, 2).join('/');

/** What is larger than `budgets` allow, and exceptions that are needed no longer, as `path: what is wrong`. */
export function sizeViolations(
  tree: Tree,
  excepted: Readonly<Record<string, number>> = exceptions,
): readonly string[] {
  const { files, folders, rooms, innerRooms } = sizesOf(tree);
  const over = (counts: Counts, most: number, what: string): readonly string[] =>
    [...counts]
      .filter(([path, count]) => count > Math.max(most, excepted[path] ?? 0))
      .map(([path, count]) => `${path}: ${count} ${what}, at most ${Math.max(most, excepted[path] ?? 0)}`);
  const needed = new Set(
    [
      [files, budgets.fileLines] as const,
      [folders, budgets.folderFiles] as const,
      [rooms, budgets.roomLines] as const,
      [innerRooms, budgets.innerRoomLines] as const,
    ].flatMap(([counts, most]) => [...counts].filter(([, count]) => count > most).map(([path]) => path)),
  );
  const stale = Object.keys(excepted).filter((path) => !needed.has(path));
  return [
    ...over(files, budgets.fileLines, 'lines'),
    ...over(folders, budgets.folderFiles, 'files'),
    ...over(rooms, budgets.roomLines, 'lines of production code'),
    ...over(innerRooms, budgets.innerRoomLines, 'lines of production code'),
    ...stale.map((path) => `${path}: its exception in tools/rooms/budgets.ts is needed no longer`),
  ];
}

/** Whether there are more settings or operations of the API than a person can know. */
export function countViolations(counts: {
  readonly settings: number;
  readonly routes: number;
}): readonly string[] {
  return (['settings', 'routes'] as const)
    .filter((kind) => counts[kind] > budgets[kind])
    .map((kind) => `there are ${counts[kind]} ${kind}, at most ${budgets[kind]}`);
}
