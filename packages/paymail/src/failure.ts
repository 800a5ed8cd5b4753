/**
 * Who is at fault. `host`: it cannot be reached, or offers nothing that is needed. `paymail`: the host does not take payments
 * for this one. `answer`, `silence`: what this one paymail got was not usable, or nothing at all; whether that is the host's
 * fault only others of its paymails can tell.
 */
export type PaymailFault = 'host' | 'paymail' | 'answer' | 'silence';

/** A paymail could not be reached or gave no usable answer; nothing was paid. Trying again later may help. */
export class PaymailUnavailable extends Error {
  readonly code = 'PAYMAIL_UNAVAILABLE';
  override readonly name = 'PaymailUnavailable';
  readonly fault: PaymailFault;

  /** `reason` is for the owner of the paymail to read. */
  constructor(reason: string, fault: PaymailFault, options?: ErrorOptions) {
    super(reason, options);
    this.fault = fault;
  }
}
