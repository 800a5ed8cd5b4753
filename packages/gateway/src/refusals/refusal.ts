import { type ErrorBody, type ErrorDetail, type ErrorName, errorTable } from '@asg/wire';

/** A request that is turned down, by an entry of the error table. A value: handlers return it. */
export class Refusal {
  readonly name: ErrorName;
  /** Says more than the table where there is more to say. */
  readonly message: string;
  readonly details: readonly ErrorDetail[] | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** Fields of the body beside those of every refusal. */
  readonly extra: Readonly<Record<string, unknown>> | undefined;

  constructor(name: ErrorName, more: RefusalOptions = {}) {
    this.name = name;
    this.message = more.message ?? errorTable[name].message;
    this.details = more.details;
    this.headers = more.headers;
    this.extra = more.extra;
  }

  get status(): number {
    return errorTable[this.name].status;
  }

  body(requestId: string): ErrorBody {
    const { message: error, details, extra } = this;
    const { code } = errorTable[this.name];
    // What has fields of its own is told apart by them.
    const body = { error, code, request_id: requestId, ...(extra ?? { reason: this.name }) };
    return details === undefined ? body : { ...body, details: [...details] };
  }
}

export interface RefusalOptions {
  readonly message?: string;
  readonly details?: readonly ErrorDetail[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly extra?: Readonly<Record<string, unknown>>;
}

export function refuse(name: ErrorName, more?: RefusalOptions): Refusal {
  return new Refusal(name, more);
}

/** The refusal of a request with bad fields; its message is that of the first. */
export function refuseFields(details: readonly ErrorDetail[]): Refusal {
  const first = details[0];
  return new Refusal('validation_failed', first === undefined ? {} : { message: first.message, details });
}

/** A refusal where only an error can get out, e.g. of a parser or a validator. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}
