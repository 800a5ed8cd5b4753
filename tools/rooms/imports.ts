import { posix } from 'node:path';
import { type Reference, referencesIn } from './references.ts';
import type { Room, SubRoom } from './room.ts';
import { formatsRoom, forTests, parsers, rooms } from './table.ts';
import { isTestCode, isTypeScript, type Tree } from './tree.ts';

/** Where a file is: its room, the folder in it (empty beside the folders), and what holds there. */
interface Place {
  readonly room: string;
  readonly folder: string;
  readonly rules: Room;
  readonly siblings: readonly string[] | 'any';
}

const roomForm = /^((?:packages|apps)\/[^/]+|tests|tools)(?:\/|$)/;
const folderForm = /^(?:(?:packages|apps)\/[^/]+\/src|tests|tools)\/(.+)\/[^/]+$/;

/** Where a file is, or why it may not be there. */
function placeOf(file: string): Place | string {
  const room = roomForm.exec(file)?.[1];
  const rules = room === undefined ? undefined : rooms[room];
  if (room === undefined || rules === undefined)
    return `belongs to no room of tools/rooms/table.ts: ${room ?? posix.dirname(file)}`;
  const folder = folderForm.exec(file)?.[1] ?? '';
  if (folder === '') return { room, folder, rules, siblings: 'any' };
  const found = rules.folders?.[folder];
  if (found === undefined) return `${room} has no folder ${folder} in tools/rooms/table.ts`;
  const sub: SubRoom = found === 'any' || !('siblings' in found) ? { siblings: found } : found;
  return { room, folder, rules: { ...rules, ...sub } as Room, siblings: sub.siblings };
}

const nameOf = (room: string): string => room.split('/').at(-1) ?? room;
const top = (folder: string): string => folder.split('/')[0] ?? '';
/** Folders within one folder, neither in the other. */
const areApart = (one: string, other: string): boolean =>
  [one, other].every((folder) => folder.includes('/')) &&
  !`${one}/`.startsWith(`${other}/`) &&
  !`${other}/`.startsWith(`${one}/`);

/** Every import that the table does not allow, as `file: line N: what is wrong`. */
export function importViolations(tree: Tree): readonly string[] {
  return tree.files.filter(isTypeScript).flatMap((file) => {
    const place = placeOf(file);
    if (typeof place === 'string') return [`${file}: ${place}`];
    return referencesIn(file, tree.read(file)).flatMap((reference) => {
      const problem = problemOf(file, place, reference);
      return problem === null ? [] : [`${file}: line ${reference.line}: ${problem}`];
    });
  });
}

function problemOf(file: string, place: Place, { kind, target }: Reference): string | null {
  if (target === null)
    return isTestCode(file) ? null : 'what is loaded or looked for here is known only when the program runs';
  if (kind === 'path') return pathProblem(file, place, target);
  return target.startsWith('.') ? relativeProblem(file, place, target) : packageProblem(file, place, target);
}

function packageProblem(file: string, { room, rules }: Place, target: string): string | null {
  const isTest = isTestCode(file);
  if (target.startsWith('@asg/')) {
    const name = target.split('/')[1] ?? '';
    if (name === nameOf(room) && isTest) return null;
    const may = isTest ? [...rules.may, ...forTests.rooms] : rules.may;
    return may.includes(name) ? null : `may not import ${target}`;
  }
  if (target.startsWith('node:'))
    return rules.node || isTest ? null : `may not use ${target}: this room runs in browsers too`;
  if (room !== formatsRoom && isAllowedPackage(target, parsers))
    return `may not import ${target}: file formats are read and written in ${formatsRoom}`;
  const packages = [...(rules.packages ?? []), ...(isTest ? forTests.packages : [])];
  return isAllowedPackage(target, packages) ? null : `may not import the package ${target}`;
}

function isAllowedPackage(name: string, allowed: readonly string[]): boolean {
  return allowed.some((pattern) =>
    pattern.endsWith('*')
      ? name.startsWith(pattern.slice(0, -1))
      : name === pattern || name.startsWith(`${pattern}/`),
  );
}

function relativeProblem(file: string, place: Place, target: string): string | null {
  const resolved = posix.join(posix.dirname(file), target);
  const room = roomForm.exec(resolved)?.[1];
  if (room !== place.room) {
    const crosses = place.room === 'tests' || place.room === 'tools';
    if (!crosses || room === undefined || !place.rules.may.includes(nameOf(room)))
      return `reaches out of ${place.room}: ${target}`;
    return null;
  }
  if (!isTestCode(file) && isTestCode(resolved)) return `may not import what is there for tests: ${target}`;
  const folder = folderForm.exec(resolved)?.[1] ?? '';
  if (place.folder === '' || isTestCode(file)) return null;
  const isSameTop = top(place.folder) === top(folder);
  if (isSameTop && !areApart(place.folder, folder)) return null;
  if (folder === '')
    return /\/index\.tsx?$/.test(resolved) ? `a folder may not import the door of its own room` : null;
  if (place.siblings === 'any' || place.siblings.includes(isSameTop ? folder : top(folder))) return null;
  return `${place.folder} may not import ${folder}: ${target}`;
}

/** A file that is looked for beside the sources stays in its room too. */
function pathProblem(file: string, { room, rules }: Place, target: string): string | null {
  const resolved = posix.join(posix.dirname(file), target);
  if (isTestCode(file) || resolved.startsWith(`${room}/`)) return null;
  const isListed = rules.paths?.some((path) => resolved === path || resolved.startsWith(`${path}/`)) ?? false;
  return isListed ? null : `looks for a file outside of ${room}: ${target}`;
}
