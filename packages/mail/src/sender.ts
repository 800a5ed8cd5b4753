import type { MailRecord } from '@asg/domain';
import { backoffMs } from '@asg/domain/backoff';
import { type Clock, type Conditions, fraction, type Logger, type Random } from '@asg/runtime';
import type { Storage } from '@asg/storage';
import { compose } from './templates/compose.ts';
import type { Envelope, Sent, Transport } from './transport.ts';

export interface MailNeeds {
  /** Null: mails wait until there is one, or are not worth sending any more. */
  readonly transport: Transport | null;
  /** Stores what its link leads to, and tells where it goes. Null: there is nobody to tell it any more. */
  readonly prepare: (mail: MailRecord) => Promise<string | null>;
  /** Where its button leads, the same for each attempt; null: it has none. */
  readonly linkOf: (mail: MailRecord) => string | null;
  /** After the @ of message ids. Asked when a mail is sent. */
  readonly host: () => string;
}

const atOnce = 10;
const removedAtOnce = 100;
const removedEveryMs = 60_000;
/** For so long one that has ended is kept, to be looked at. */
const keptMs = 7 * 24 * 3_600_000;
/** An attempt that nobody tells the end of is over by then. */
const attemptMsMax = 60_000;
const gaps = { firstMs: 5_000, maxMs: 3_600_000, growth: 4, jitter: 0.2 };
const condition = 'mail';

interface Context {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly conditions: Conditions;
}

/** Sends the mails that are due. Each is stored before; an attempt is noted before it is made. */
export class MailSender {
  readonly #context: Context;
  readonly #needs: MailNeeds;
  #removedAtMs = 0;

  constructor(context: Context, needs: MailNeeds) {
    this.#context = context;
    this.#needs = needs;
  }

  /** One round; true: there may be more to do at once. */
  async round(): Promise<boolean> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    const due = await storage.mails.due({ limit: atOnce, after: null });
    const ready = due.filter(({ dueAtMs, uselessAtMs }) => Math.min(dueAtMs, uselessAtMs) <= nowMs);
    const ended = await Promise.all(ready.map((mail) => this.#attend(mail, nowMs)));
    const removed = await this.#removeOld(nowMs);
    return removed === removedAtOnce || (due.length === atOnce && ended.some((has) => has));
  }

  /** Whether anything became of it. */
  async #attend(mail: MailRecord, nowMs: number): Promise<boolean> {
    if (mail.uselessAtMs <= nowMs) {
      await this.#end(mail, 'dropped', mail.problem ?? 'it could not be sent in time');
      this.#context.log.warn(
        { mail_id: mail.mailId, problem: mail.problem },
        'a mail came too late and was not sent',
      );
      return true;
    }
    const { transport } = this.#needs;
    if (transport === null) return false;
    const attempt = mail.attempts + 1;
    const gapMs = backoffMs(gaps, attempt, fraction(this.#context.random));
    const change = { set: 'attempt', attempt, dueAtMs: nowMs + Math.max(gapMs, attemptMsMax) } as const;
    if (!(await this.#context.storage.mails.change({ mailId: mail.mailId, change }))) return false;
    await this.#attempt(transport, { ...mail, attempts: attempt }, nowMs + gapMs);
    return true;
  }

  async #attempt(transport: Transport, mail: MailRecord, againAtMs: number): Promise<void> {
    const envelope = await this.#envelope(mail);
    if (envelope === null) return this.#end(mail, 'dropped', 'there is nobody to tell it any more');
    const sent = await transport.send(envelope);
    this.#tell(sent);
    if (sent.kind === 'sent') return this.#end(mail, 'sent', null);
    const { mailId, attempts } = mail;
    this.#context.log.warn({ mail_id: mailId, attempts, problem: sent.problem }, 'a mail could not be sent');
    if (sent.kind === 'refused') return this.#end(mail, 'failed', sent.problem);
    const change = { set: 'problem', attempt: attempts, problem: sent.problem, dueAtMs: againAtMs } as const;
    await this.#context.storage.mails.change({ mailId, change });
  }

  async #envelope(mail: MailRecord): Promise<Envelope | null> {
    const { prepare, linkOf, host } = this.#needs;
    const to = await prepare(mail);
    if (to === null) return null;
    return { to, messageId: `${mail.mailId}@${host()}`, ...compose(mail, linkOf(mail)) };
  }

  /** The server that is down is told of once, not for each mail. */
  #tell(sent: Sent): void {
    const { conditions } = this.#context;
    if (sent.kind !== 'failed' || !sent.isServer) {
      conditions.clear(condition);
      return;
    }
    const detail = `mails wait, the SMTP server does not take them: ${sent.problem}`;
    conditions.report(condition, { severity: 'degraded', detail, isShared: true });
  }

  async #end(
    { mailId }: MailRecord,
    state: 'sent' | 'dropped' | 'failed',
    problem: string | null,
  ): Promise<void> {
    const { storage, clock } = this.#context;
    const change = { set: 'ended', state, problem, atMs: clock.nowMs() } as const;
    await storage.mails.change({ mailId, change });
  }

  async #removeOld(nowMs: number): Promise<number> {
    const { storage } = this.#context;
    if (nowMs < this.#removedAtMs + removedEveryMs) return 0;
    const ended = await storage.mails.ended({ limit: removedAtOnce, after: null });
    const old = ended.filter(({ endedAtMs }) => endedAtMs !== null && endedAtMs + keptMs <= nowMs);
    await storage.mails.remove(old.map(({ mailId }) => mailId));
    if (old.length < removedAtOnce) this.#removedAtMs = nowMs;
    return old.length;
  }
}
