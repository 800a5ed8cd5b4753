import type { MailContent } from './templates/compose.ts';

/** A mail as it goes out. */
export interface Envelope extends Omit<MailContent, 'body'> {
  readonly to: string;
  /** Without its brackets: the same for each attempt, so that a receiver can tell a repetition. */
  readonly messageId: string;
}

export type Sent =
  | { readonly kind: 'sent' }
  /** It may work another time. `isServer`: not this mail, the server is the trouble. */
  | { readonly kind: 'failed'; readonly problem: string; readonly isServer: boolean }
  /** It will never be taken. */
  | { readonly kind: 'refused'; readonly problem: string };

/** How mails leave. */
export interface Transport extends AsyncDisposable {
  send(envelope: Envelope): Promise<Sent>;
}
