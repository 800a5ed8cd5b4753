import type { MailRecord } from '@asg/domain';
import type { Storage } from '@asg/storage';
import { compose } from '../templates/compose.ts';
import type { Transport } from '../transport.ts';
import { elsewherePage, listPage, mailPage, noSuchMailPage, type Shown } from './page.ts';

interface Request extends Shown {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Asked on this machine. */
  readonly isLocal: boolean;
}
interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}
interface Route {
  readonly method: 'GET';
  /** Parameters are written `:name`. */
  readonly path: string;
  readonly handle: (request: Request) => Promise<Reply>;
}

interface MailboxParts {
  readonly storage: Pick<Storage, 'mails'>;
  readonly linkOf: (mail: MailRecord) => string | null;
}

const shownMax = 50;
const pageText = (status: number, body: string): Reply => ({
  status,
  contentType: 'text/html; charset=utf-8',
  body,
});

/** Mails that are sent stay where they are: in the store, for `mailboxRoutes` to show. */
export function mailboxTransport(): Transport {
  return {
    send: async () => ({ kind: 'sent' }),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/**
 * The mailbox in the program: `/dev/mail`, a page for each mail, and `/dev/mail.json?to=…` for programs. They show links that
 * open accounts, so they are for a local chain alone, and for who is on its machine.
 */
export function mailboxRoutes({ storage, linkOf }: MailboxParts): readonly Route[] {
  const sent = async (before: string | null) => {
    const ended = await storage.mails.ended({ limit: shownMax, before });
    const last = ended.length === shownMax ? ended.at(-1) : undefined;
    return {
      mails: ended.filter(({ state }) => state === 'sent'),
      older: last?.endedAtMs == null ? null : placeText(last.endedAtMs, last.mailId),
    };
  };
  const routes: readonly Route[] = [
    {
      method: 'GET',
      path: '/dev/mail',
      handle: async (request) => {
        const { mails, older } = await sent(placeOf(request.query.before));
        return pageText(200, listPage(mails, older, request));
      },
    },
    {
      method: 'GET',
      path: '/dev/mail/:id',
      handle: async (request) => {
        const mail = await storage.mails.get(request.params.id ?? '');
        return mail?.state === 'sent'
          ? pageText(200, mailPage(mail, linkOf, request))
          : pageText(404, noSuchMailPage(request));
      },
    },
    {
      method: 'GET',
      path: '/dev/mail.json',
      handle: async ({ query: { to } }) => {
        const { mails } = await sent(null);
        const data = mails
          .filter((mail) => to === undefined || mail.to === to)
          .map((mail) => mailJson(mail, linkOf(mail)));
        return { status: 200, contentType: 'application/json', body: JSON.stringify({ data }) };
      },
    },
  ];
  return routes.map((route) => ({
    ...route,
    handle: async (request) =>
      request.isLocal ? route.handle(request) : pageText(403, elsewherePage(request)),
  }));
}

function mailJson(mail: MailRecord, link: string | null) {
  const { mailId, to, template, language, createdAtMs } = mail;
  const { subject, text, html } = compose(mail, link);
  const created = new Date(createdAtMs).toISOString();
  return { mail_id: mailId, to, template, language, subject, text, html, link, created_at: created };
}

const placeText = (endedAtMs: number, mailId: string): string => `${endedAtMs}.${mailId}`;
const placeForm = /^(\d{1,15})\.(\w{1,64})$/;
const momentDigits = 15;

/** The place in the list that the page goes on before; null: from the latest. */
function placeOf(text = ''): string | null {
  const [, moment, mailId] = placeForm.exec(text) ?? [];
  return moment === undefined ? null : `${moment.padStart(momentDigits, '0')} ${mailId}`;
}
