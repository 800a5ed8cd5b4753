import { ArrowUpRight } from 'lucide-react';
import { words } from '../words/index.ts';

interface TransactionLinkProps {
  readonly txid: string;
  /** Its page in an explorer. */
  readonly url: string;
}

/** A transaction, by the ends of its id. */
export function TransactionLink({ txid, url }: TransactionLinkProps) {
  return (
    <a className="transaction" href={url} target="_blank" rel="noopener noreferrer" title={txid}>
      <span className="ui-visually-hidden">{words.earnings.transaction} </span>
      <span className="ui-mono">{`${txid.slice(0, 8)}…${txid.slice(-4)}`}</span>
      <ArrowUpRight size={16} aria-hidden="true" />
      <span className="ui-visually-hidden"> ({words.app.newTab})</span>
    </a>
  );
}
