/** The rules forbid the connection: it was not opened, and trying again does not help until the name means something else. */
export class OutboundRefused extends Error {
  readonly code = 'OUTBOUND_REFUSED';
  override readonly name = 'OutboundRefused';
  /** What is wrong with the target, for the person who named it. */
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/** The world failed: no answer, no such host, a certificate that does not fit. Trying again may help. */
export class OutboundFailed extends Error {
  readonly code = 'OUTBOUND_FAILED';
  override readonly name = 'OutboundFailed';
}
