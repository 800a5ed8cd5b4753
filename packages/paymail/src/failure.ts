/** Who is at fault: the host as a whole (no answer, nonsense), or this one paymail (unknown, refused) at a host that works. */
export type PaymailFault = 'host' | 'paymail';

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
