import type { Erasing } from '@asg/assets';
import {
  ConsoleDeparture,
  Departures,
  OrganisationDepartures,
  OrganisationLeaving,
  Withdrawals,
} from '@asg/people';
import { forgetWebhooks } from '@asg/webhooks';
import { loneLoop, type ServerParts } from '../server-parts.ts';
import { leftWalletMark, mailsOf } from './people-parts.ts';

const departIdleMs = 1_000;

interface Elsewhere {
  readonly cancelJob: (customerId: string, jobId: string) => Promise<unknown>;
  readonly erasing: () => Pick<Erasing, 'eraseAssets' | 'forgetShown'>;
}

/** Erases those who left, organisations first, one process at a time. */
export function runDepartures(parts: ServerParts, { cancelJob, erasing }: Elsewhere): void {
  const { config, context } = parts;
  const withdrawals = new Withdrawals(context, config.payoutHold);
  const mails = mailsOf(parts);
  const organisations = new OrganisationDepartures(context, {
    leaving: new OrganisationLeaving(context, mails),
    cancelJob,
    forgetShown: (task) => erasing().forgetShown(task),
    eraseAssets: (customerId) => erasing().eraseAssets(customerId),
    eraseWebhooks: (customerId) => forgetWebhooks(context, customerId),
    mails: mails.console,
  });
  const people = new Departures(context, {
    console: new ConsoleDeparture(context, { mails: mails.console }),
    withdraw: (workerId) => withdrawals.requestFor(workerId),
    markOf: leftWalletMark(parts),
  });
  loneLoop(parts, 'departures', departIdleMs, async () => {
    const isMore = await Promise.all([organisations.round(), people.round()]);
    return isMore.includes(true);
  });
}
