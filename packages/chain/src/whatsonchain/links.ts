import type { Network } from '@asg/domain';

/** Where a person looks at a transaction. A private node has no such page: its answer is a name that leads nowhere. */
export function explorerLink(network: Network, txid: string): string {
  switch (network) {
    case 'main':
      return `https://whatsonchain.com/tx/${txid}`;
    case 'test':
      return `https://test.whatsonchain.com/tx/${txid}`;
    case 'regtest':
      return `urn:bsv:regtest:tx:${txid}`;
    case 'local':
      return `/chain/tx/${txid}`;
  }
}

/** WhatsOnChain's look-ups for a public network; null for a private one. */
export function publicLookUpUrl(network: Network): string | null {
  return network === 'main' || network === 'test' ? `https://api.whatsonchain.com/v1/bsv/${network}` : null;
}
