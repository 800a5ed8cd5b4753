import { isUlid, ulidLength } from './ulid.ts';

/** What each kind of object's id begins with; a ULID follows. */
export const idPrefixes = {
  customer: 'cust_',
  key: 'key_',
  task: 'tsk_',
  batch: 'bat_',
  job: 'job_',
  webhook: 'whk_',
  event: 'evt_',
  worker: 'wrk_',
  settlement: 'stl_',
  gold: 'gld_',
  appeal: 'apl_',
  report: 'rep_',
  deposit: 'dep_',
  session: 'ses_',
  mail: 'mai_',
  person: 'per_',
  trailEntry: 'trl_',
  poolInvitation: 'pin_',
  passkey: 'pky_',
  invitation: 'inv_',
} as const;
export type IdKind = keyof typeof idPrefixes;

/** The customer id of the operator's own tasks, so that they count in no quota or bill. A valid id that no customer ever gets. */
export const houseCustomerId = `${idPrefixes.customer}${'0'.repeat(ulidLength)}`;

/** Whether the text has the form of an id of this kind; says nothing about whether the object exists. */
export function isId(kind: IdKind, text: string): boolean {
  const prefix = idPrefixes[kind];
  return text.startsWith(prefix) && isUlid(text.slice(prefix.length));
}
