import type { Locked } from './lock.ts';

/** Licences that ask for no more than that they and the names of the authors go along, and public domain. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'PSF-2.0',
  'Unlicense',
]);

/** A licence that asks for more, or is not named as it should be: of which packages we take it, and why we may. */
export interface Exception {
  readonly packages: RegExp;
  readonly licence: string;
  readonly why: string;
}

const opensource = 'its manifest names the licence in an older form: MIT';
const exceptions: readonly Exception[] = [
  {
    packages: /^@bsv\/sdk$/,
    licence: 'SEE LICENSE IN LICENSE.txt',
    why: 'Open BSV License version 4: it may be used on the BSV networks and their test networks only, which README says',
  },
  {
    packages: /^@img\/sharp-/,
    licence: 'LGPL-3.0-or-later',
    why: 'libvips is a library of its own, loaded at run time, that whoever wants may replace',
  },
  { packages: /^lightningcss/, licence: 'MPL-2.0', why: 'builds the web apps unchanged, and is not shipped' },
  {
    packages: /^axe-core$/,
    licence: 'MPL-2.0',
    why: 'looks at pages in tests unchanged, and is not shipped',
  },
  { packages: /^(busboy|streamsearch|humanize-number)$/, licence: '', why: opensource },
];

/** Packages whose licence is not on the list, and exceptions that no package needs. */
export function licenceProblems(
  packages: readonly Locked[],
  taken: readonly Exception[] = exceptions,
): readonly string[] {
  const used = new Set<Exception>();
  const isTaken = (name: string, licence: string): boolean => {
    const exception = taken.find((one) => one.packages.test(name) && one.licence === licence);
    if (exception !== undefined) used.add(exception);
    return exception !== undefined;
  };
  const mayUse = ({ name, licence }: Locked): boolean =>
    licence
      .replaceAll(/[()]/g, '')
      .split(' OR ')
      .some((choice) => choice.split(' AND ').every((one) => allowed.has(one) || isTaken(name, one)));
  return [
    ...packages
      .filter((one) => !mayUse(one))
      .map(
        ({ path, version, licence }) =>
          `${path} ${version} has the licence ${licence || '(none is named)'}, which is not on the list`,
      ),
    ...taken
      .filter((one) => !used.has(one))
      .map(({ packages: form, licence }) => `no package needs the exception ${form} ${licence}`),
  ];
}
