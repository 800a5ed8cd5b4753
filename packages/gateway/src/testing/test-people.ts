import type { MailTemplate, Realm } from '@asg/domain/names';
import {
  ConsoleLeaving,
  consolePeople,
  type EngineContext,
  Leaving,
  OrganisationLeaving,
  PasswordStrength,
  People,
  PeopleFactors,
  PeopleMails,
  Pools,
  type passwordCost,
  type RealmAccounts,
  Sessions,
  type Trail,
  workerPeople,
} from '@asg/people';
import { DerivedSecrets, Sealer } from '@asg/runtime';
import type { Call } from './call.ts';

const publicUrl = () => 'http://asg.example.com';

export interface TestPeople {
  readonly people: People;
  readonly consolePeople: People;
  readonly pools: Pools;
  readonly mails: PeopleMails;
  readonly consoleMails: PeopleMails;
  readonly consoleLeaving: ConsoleLeaving;
  readonly organisationLeaving: OrganisationLeaving;
  readonly leavings: Readonly<Record<Realm, Leaving>>;
  /** The secret of the link in the latest mail of this kind to the e-mail; null: there is none, or nobody to tell. */
  readonly linkTo: (email: string, template: MailTemplate) => Promise<string | null>;
  readonly dispose: () => Promise<void>;
}

/** People who sign in, with mails that wait in the store. */
export function testPeople(context: EngineContext, cost: typeof passwordCost, trail: Trail): TestPeople {
  const secrets = new DerivedSecrets(() => ['5a'.repeat(32)], 'mail links');
  const questions = new DerivedSecrets(() => ['5a'.repeat(32)], 'passkeys');
  const sealer = new Sealer(['5a'.repeat(32)], context.random);
  const strength = new PasswordStrength();
  const peopleOf = (realm: Realm, accounts: RealmAccounts) => {
    const mails = new PeopleMails(context, {
      realm,
      accounts,
      secretOf: (mailId) => secrets.of(mailId),
      publicUrl,
    });
    const shared = { accounts, sessions: new Sessions(context, realm), mails };
    const secretOf = (text: string) => questions.of(text);
    const leaving = new Leaving(context, shared);
    const people = new People(context, {
      ...shared,
      leaving,
      factors: new PeopleFactors(context, { ...shared, sealer: () => sealer, secretOf, publicUrl }),
      cost,
      isWeak: (password, known) => strength.isWeak(password, known),
      onWrong: (person, { network }) => trail.guessed(person, network, 'password'),
    });
    return { mails, people, leaving };
  };
  const realms = {
    work: peopleOf('work', workerPeople(context)),
    console: peopleOf('console', consolePeople(context)),
  };
  const linkTo = async (email: string, template: MailTemplate): Promise<string | null> => {
    const due = await context.storage.mails.due({ limit: 100, after: null });
    const mail = due.findLast((one) => one.to === email && one.template === template);
    if (mail === undefined) return null;
    const { mails } = realms[mail.realm];
    if ((await mails.prepare(mail)) === null) return null;
    return mails.linkOf(mail)?.split('#')[1] ?? null;
  };
  return {
    people: realms.work.people,
    consolePeople: realms.console.people,
    pools: new Pools(context, { mails: realms.work.mails }),
    mails: realms.work.mails,
    consoleMails: realms.console.mails,
    consoleLeaving: new ConsoleLeaving(context, { leaving: realms.console.leaving }),
    organisationLeaving: new OrganisationLeaving(context, {
      console: realms.console.mails,
      work: realms.work.mails,
    }),
    leavings: { work: realms.work.leaving, console: realms.console.leaving },
    linkTo,
    dispose: () => strength[Symbol.asyncDispose](),
  };
}

/** With a complete profile. */
export async function newWorker(call: Call, email: string) {
  const account = { email, password: 'correct horse', adult: true, terms_accepted: true };
  const { body } = await call('POST', '/v1/workers', { body: account });
  const profile = { display_name: 'Kim', country: 'DE', primary_language: 'en' };
  await call('PUT', '/v1/workers/me/profile', { token: body.token, body: profile });
  return { token: String(body.token), workerId: String(body.worker_id) };
}

/** Has the workers take the one task that waits, look for its item and label it, each as given. */
export async function labelNext(
  gateway: { readonly call: Call },
  tokens: readonly string[],
  labels: readonly string[],
): Promise<void> {
  for (const [i, label] of labels.entries()) {
    const { body } = await gateway.call('POST', '/v1/work/next', { token: tokens[i]! });
    const { assignment_id } = body.assignments[0];
    await gateway.call('GET', `/v1/work/${assignment_id}/data`, { token: tokens[i]! });
    const given = await gateway.call('POST', `/v1/work/${assignment_id}/label`, {
      token: tokens[i]!,
      body: { label },
    });
    if (given.status !== 200) throw new Error(`the label was refused: ${given.text}`);
  }
}
