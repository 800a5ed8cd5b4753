import type { Worker } from '@asg/sdk';
import { messages } from '../i18n/index.ts';
import { Page } from '../shell/page.tsx';
import { useFreshMe } from '../shell/session.ts';
import { DeletionForm } from './deletion-form.tsx';
import { ExportForm } from './export-form.tsx';
import { Leaving } from './leaving.tsx';

/** What is known of the worker, to take along, and the end of the account. */
export default function DataPage({ me }: { readonly me: Worker }) {
  useFreshMe();
  return (
    <Page title={messages.leaving.title} lead={messages.leaving.lead}>
      <div className="columns">
        <ExportForm workerId={me.worker_id} />
        {me.deletion === null ? (
          <DeletionForm heldSats={me.totals.held_sats} hasWallet={hasWallet(me)} />
        ) : (
          <section className="ui-card ui-stack">
            <h2>{messages.leaving.deleteTitle}</h2>
            <Leaving erasedFrom={me.deletion.erased_from} />
          </section>
        )}
      </div>
    </Page>
  );
}

/** In place of the work, until the account is erased. */
export function LeavingPage({ me }: { readonly me: Worker }) {
  return (
    <Page title={messages.leaving.noWork}>
      {me.deletion !== null && <Leaving erasedFrom={me.deletion.erased_from} />}
    </Page>
  );
}

const hasWallet = ({ wallet: { address, paymail } }: Worker): boolean => address !== null || paymail !== null;
