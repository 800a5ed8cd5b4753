import { ArrowUpRight } from 'lucide-react';
import { messages } from '../i18n/index.ts';

interface TransactionLinkProps {
  readonly txid: string;
  /** Its page in an explorer. */
  readonly url: string;
}

/** A transaction, by the ends of its id. */
export function TransactionLink({ txid, url }: TransactionLinkProps) {
  return (
    <a className="transaction" href={url} target="_blank" rel="noopener noreferrer" title={txid}>
      <span className="ui-visually-hidden">{messages.earnings.transaction} </span>
      <span className="ui-mono">{`${txid.slice(0, 8)}…${txid.slice(-4)}`}</span>
      <ArrowUpRight className="ui-forward" size={16} aria-hidden="true" />
      <span className="ui-visually-hidden"> ({messages.app.newTab})</span>
    </a>
  );
}
