import { Asked, count, dollarAmount, fullDay, gateway, monthName, Page, sats, When } from '@asg/console-kit';
import type { BillingDetails, InvoiceDocument } from '@asg/sdk';
import { Button, buttonLook, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { Download, Printer } from 'lucide-react';
import { useParams } from 'wouter';
import { Details } from './details.tsx';

const lineNames: Readonly<Record<InvoiceDocument['lines'][number]['kind'], string>> = {
  worker_payouts: 'Labels by workers',
  platform_fee: 'Platform fee',
};

/** The invoice of a month, as it is printed. */
export default function InvoicePage() {
  const { month } = useParams<{ month: string }>();
  const query = useQuery({
    queryKey: ['invoices', month],
    queryFn: ({ signal }) => gateway.billing.invoice(month, { signal }),
  });
  return (
    <Page
      title={`Invoice of ${monthName(month)}`}
      back={{ to: '/usage', name: 'Usage' }}
      aside={
        query.data !== undefined && (
          <>
            <a
              href={`/v1/billing/invoices/${month}.csv`}
              download={`invoice-${month}.csv`}
              {...buttonLook({})}
            >
              <Download size={17} aria-hidden="true" />
              CSV
            </a>
            <Button
              variant="primary"
              icon={<Printer size={17} aria-hidden="true" />}
              onClick={() => window.print()}
            >
              Print
            </Button>
          </>
        )
      }
    >
      <Asked query={query} height="40rem" missing="There is no invoice of this month">
        {(invoice) => (
          <>
            <Paper invoice={invoice} />
            <Details />
          </>
        )}
      </Asked>
    </Page>
  );
}

function Paper({ invoice }: { readonly invoice: InvoiceDocument }) {
  const { number, status, period, closed_at, seller, buyer, lines, days, paid } = invoice;
  return (
    <article className="ui-card invoice" aria-label={`Invoice ${number}`}>
      <header className="invoice-head">
        <div>
          <h2>{status === 'open' ? 'Invoice, not closed yet' : 'Invoice'}</h2>
          <p className="ui-mono wrap">{number}</p>
        </div>
        <dl className="invoice-facts">
          <div>
            <dt>Period (UTC)</dt>
            <dd>
              {fullDay(period.from)} to {fullDay(period.to)}
            </dd>
          </div>
          <div>
            <dt>Closed</dt>
            <dd>
              {closed_at === null ? 'some minutes after the end of the month' : <When at={closed_at} />}
            </dd>
          </div>
        </dl>
      </header>
      <div className="invoice-parties">
        <Party
          title="Seller"
          party={seller}
          missing="The operator of this server has not said who they are."
        />
        <Party title="Buyer" party={buyer} missing="" />
      </div>
      <Table
        caption="Lines"
        columns={[
          { title: 'What', cell: ({ kind }) => lineNames[kind] },
          { title: 'Tasks', align: 'end', cell: ({ tasks }) => count(tasks) },
          { title: 'Amount', align: 'end', cell: ({ sats: amount }) => sats(amount) },
        ]}
        rows={lines}
        rowKey={({ kind }) => kind}
      />
      <dl className="invoice-total">
        <div>
          <dt>Total</dt>
          <dd>{sats(invoice.total_sats)}</dd>
        </div>
        <div>
          <dt>About, at {dollarAmount(invoice.usd_price)} for a BSV</dt>
          <dd>{dollarAmount(invoice.total_usd_estimate)}</dd>
        </div>
        <div>
          <dt>Paid from the balance</dt>
          <dd>{sats(paid.from_balance_sats)}</dd>
        </div>
        {paid.by_operator_sats > 0 && (
          <div>
            <dt>Paid by the operator</dt>
            <dd>{sats(paid.by_operator_sats)}</dd>
          </div>
        )}
        <div>
          <dt>To pay</dt>
          <dd>{sats(0)}</dd>
        </div>
      </dl>
      {days.length === 0 ? (
        <p className="ui-muted">Nothing was settled in this month.</p>
      ) : (
        <Table
          caption="By day (UTC)"
          columns={[
            { title: 'Day', cell: ({ date }) => fullDay(date) },
            { title: 'Tasks', align: 'end', cell: ({ tasks }) => count(tasks) },
            { title: 'Amount', align: 'end', cell: ({ sats: amount }) => sats(amount) },
          ]}
          rows={days}
          rowKey={({ date }) => date}
        />
      )}
      <p className="ui-hint">
        Every task was paid with a transaction on the chain when it was settled; its receipt names it.
      </p>
    </article>
  );
}

interface PartyProps {
  readonly title: string;
  readonly party: BillingDetails | null;
  readonly missing: string;
}

function Party({ title, party, missing }: PartyProps) {
  return (
    <section>
      <h3>{title}</h3>
      {party === null ? (
        <p className="ui-muted">{missing}</p>
      ) : (
        <address className="wrap">
          <strong>
            <bdi>{party.name}</bdi>
          </strong>
          {party.address !== '' && <span dir="auto">{party.address}</span>}
          {party.tax_id !== null && (
            <span>
              Tax id: <bdi>{party.tax_id}</bdi>
            </span>
          )}
        </address>
      )}
    </section>
  );
}
