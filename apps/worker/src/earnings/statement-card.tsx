import type { Worker } from '@asg/sdk';
import { buttonLook, SelectField } from '@asg/ui';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { messages } from '../i18n/index.ts';

/** A year's payments, to keep and to print. */
export function StatementCard({ me }: { readonly me: Worker }) {
  const now = new Date().getUTCFullYear();
  const first = Math.min(now, new Date(me.created_at).getUTCFullYear());
  const years = Array.from({ length: now - first + 1 }, (_, i) => String(now - i));
  const [year, setYear] = useState(String(now));
  return (
    <section className="ui-card ui-stack">
      <h2>{messages.earnings.statement}</h2>
      <p className="ui-muted">{messages.earnings.statementText}</p>
      <div className="statement-choice">
        <SelectField
          label={messages.earnings.year}
          value={year}
          onChange={(event) => setYear(event.target.value)}
        >
          {years.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </SelectField>
        <Link href={`/statement/${year}`} {...buttonLook({ variant: 'secondary' })}>
          <Printer size={18} aria-hidden="true" />
          {messages.earnings.toPrint}
        </Link>
      </div>
    </section>
  );
}
