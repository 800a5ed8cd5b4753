/** A part of the server that one can go to. */
export interface Door {
  readonly name: string;
  /** From the server's root. */
  readonly path: string;
  readonly about: string;
}

export const docsPath = 'docs/';
const apps: readonly Door[] = [
  {
    name: 'Console',
    path: 'console/',
    about: 'Submit a file, watch it being labelled, see quality, receipts and what it costs.',
  },
  {
    name: 'Label',
    path: 'work/',
    about: 'The app of the people who label: on a phone, by keyboard, in six languages.',
  },
  {
    name: 'Docs',
    path: docsPath,
    about: 'Guides, the whole API, clients for Python and TypeScript, the command line.',
  },
];
const chain: Door = {
  name: 'Chain',
  path: 'chain',
  about: 'The explorer of this server’s own chain: every payment, block by block.',
};
const verify: Door = {
  name: 'Verify',
  path: 'verify',
  about: 'Drop a receipt and see each step of its proof, without any server being asked.',
};

/** Where one can go from a page of this process: a process with the chain alone has no apps. */
export function doorsOf(has: { readonly apps: boolean; readonly chain: boolean }): readonly Door[] {
  return [...(has.apps ? apps : []), ...(has.chain ? [chain] : []), verify];
}
