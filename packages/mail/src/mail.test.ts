import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MailRecord, newMail } from '@asg/domain';
import { mailLanguageOf, mailLanguages, mailTemplates } from '@asg/domain/names';
import { Conditions, createLogger, ManualClock, seededRandom } from '@asg/runtime';
import type { Storage } from '@asg/storage';
import { openSqliteStorage } from '@asg/storage-sqlite';
import fc from 'fast-check';
import { mailboxRoutes, mailboxTransport } from './mailbox/routes.ts';
import { MailSender } from './sender.ts';
import { smtpTransport } from './smtp.ts';
import { compose } from './templates/compose.ts';
import { startSmtp } from './testing/smtp-server.ts';
import type { Transport } from './transport.ts';

const startMs = Date.UTC(2026, 3, 9, 12);
const hourMs = 3_600_000;
const from = 'ASG Refinery <no-reply@asg.example.com>';

function aMail(mailId: string, change: Partial<MailRecord> = {}): MailRecord {
  const mail = newMail({
    mailId,
    to: 'kim@example.com',
    realm: 'work',
    template: 'reset_password',
    language: 'en',
    values: {},
    createdAtMs: startMs,
    uselessAtMs: startMs + hourMs,
  });
  return { ...mail, ...change };
}

function senderOn(
  storage: Storage,
  transport: Transport | null,
  prepare = async ({ to }: MailRecord): Promise<string | null> => to,
) {
  const clock = new ManualClock(startMs);
  const log = createLogger('silent');
  const conditions = new Conditions({ clock, log });
  const context = { storage, clock, random: seededRandom('mail'), log, conditions };
  const linkOf = ({ mailId }: MailRecord) => `https://asg.example.com/work/reset#${mailId}`;
  const sender = new MailSender(context, { transport, prepare, linkOf, host: () => 'asg.example.com' });
  return { sender, clock, conditions };
}

const state = async (storage: Storage, mailId: string) => {
  const mail = await storage.mails.get(mailId);
  return mail === null ? null : ([mail.state, mail.attempts] as const);
};

test('a mail goes out once, in text and HTML, under an id of its own', async () => {
  await using smtp = await startSmtp();
  await using storage = await openSqliteStorage({ path: ':memory:' });
  await using transport = smtpTransport({ url: smtp.url, from });
  const { sender } = senderOn(storage, transport);
  await storage.mails.queue(aMail('mai_1'));
  await sender.round();
  await sender.round();
  assert.equal(smtp.received.length, 1);
  const [mail] = smtp.received;
  assert.deepEqual([mail?.from, mail?.to], ['no-reply@asg.example.com', ['kim@example.com']]);
  for (const part of [
    'From: ASG Refinery <no-reply@asg.example.com>',
    'Message-ID: <mai_1@asg.example.com>',
    'Subject: Set a new password',
    'Auto-Submitted: auto-generated',
    'Content-Type: multipart/alternative',
    'Content-Type: text/plain',
    'Content-Type: text/html',
    'https://asg.example.com/work/reset#mai_1',
  ])
    assert.ok(mail?.text.includes(part), part);
  assert.deepEqual(await state(storage, 'mai_1'), ['sent', 1]);
});

test('what the server refuses for good is given up, what it refuses for now is tried again', async () => {
  let isBusy = true;
  await using smtp = await startSmtp({ answer: (to) => (to.startsWith('gone') ? 550 : isBusy ? 451 : null) });
  await using storage = await openSqliteStorage({ path: ':memory:' });
  await using transport = smtpTransport({ url: smtp.url, from });
  const { sender, clock } = senderOn(storage, transport);
  await storage.mails.queue(aMail('mai_1', { to: 'gone@example.com' }));
  await storage.mails.queue(aMail('mai_2'));
  await sender.round();
  assert.deepEqual(await state(storage, 'mai_1'), ['failed', 1]);
  assert.deepEqual(await state(storage, 'mai_2'), ['waiting', 1]);
  isBusy = false;
  await sender.round();
  assert.deepEqual(await state(storage, 'mai_2'), ['waiting', 1], 'not before it is due');
  clock.advance(5_000);
  await sender.round();
  assert.deepEqual(await state(storage, 'mai_2'), ['sent', 2]);
});

test('a server that is down is told of, and the mail goes when it is back, or is dropped when it is worth nothing', async () => {
  await using storage = await openSqliteStorage({ path: ':memory:' });
  let isDown = true;
  const sentTo: string[] = [];
  const transport: Transport = {
    send: async ({ to }) => {
      if (isDown) return { kind: 'failed', problem: 'connect ECONNREFUSED', isServer: true };
      sentTo.push(to);
      return { kind: 'sent' };
    },
    [Symbol.asyncDispose]: async () => {},
  };
  const { sender, clock, conditions } = senderOn(storage, transport);
  await storage.mails.queue(aMail('mai_1', { uselessAtMs: startMs + 60_000 }));
  await storage.mails.queue(aMail('mai_2'));
  await sender.round();
  assert.match(conditions.list()[0]?.detail ?? '', /ECONNREFUSED/);
  clock.advance(60_000);
  isDown = false;
  while (await sender.round());
  assert.deepEqual(await state(storage, 'mai_1'), ['dropped', 1]);
  assert.deepEqual(await state(storage, 'mai_2'), ['sent', 2]);
  assert.deepEqual(sentTo, ['kim@example.com']);
  assert.deepEqual(conditions.list(), []);
});

test('a process that dies while it sends leaves the mail to the next one, which waits for the end of the attempt', async () => {
  await using storage = await openSqliteStorage({ path: ':memory:' });
  const begun = Promise.withResolvers<void>();
  const dead: Transport = {
    send: () => {
      begun.resolve();
      return new Promise(() => {});
    },
    [Symbol.asyncDispose]: async () => {},
  };
  await storage.mails.queue(aMail('mai_1'));
  void senderOn(storage, dead).sender.round();
  await begun.promise;
  const { sender, clock } = senderOn(storage, mailboxTransport());
  await sender.round();
  assert.deepEqual(await state(storage, 'mai_1'), ['waiting', 1]);
  clock.advance(60_000);
  await sender.round();
  assert.deepEqual(await state(storage, 'mai_1'), ['sent', 2]);
});

test('a mail that nobody is to get is dropped, without a transport it waits, and what has ended goes after a week', async () => {
  await using storage = await openSqliteStorage({ path: ':memory:' });
  await storage.mails.queue(aMail('mai_1'));
  await senderOn(storage, null).sender.round();
  assert.deepEqual(await state(storage, 'mai_1'), ['waiting', 0]);
  const { sender, clock } = senderOn(storage, mailboxTransport(), async () => null);
  await sender.round();
  assert.deepEqual(await state(storage, 'mai_1'), ['dropped', 1]);
  clock.advance(7 * 24 * hourMs + 60_000);
  await sender.round();
  assert.equal(await state(storage, 'mai_1'), null);
});

test('whatever stands in an address or a value, no header and no second recipient is made of it', async () => {
  await using smtp = await startSmtp();
  await using transport = smtpTransport({ url: smtp.url, from });
  const values = {
    newEmail: 'a@b.example\r\nBcc: eve@example.com',
    at: 'now\nX-Evil: 1',
    device: '',
    network: '',
  };
  const mail = aMail('mai_1', { template: 'email_changing', values });
  const { body: _, ...content } = compose(mail, null);
  const addresses = [
    'kim@example.com,eve@example.com',
    'kim@bücher.example',
    '"kim,eve"@example.com',
    '<eve@example.com>kim@example.com',
    `${'k'.repeat(64)}@${'long.'.repeat(36)}example`,
  ];
  for (const to of addresses) await transport.send({ ...content, to, messageId: 'mai_1@asg.example.com' });
  for (const { to, text } of smtp.received) {
    assert.equal(to.length, 1, to.join());
    const head = text.slice(0, text.indexOf('\r\n\r\n'));
    assert.doesNotMatch(head, /^(?:Bcc|X-Evil):/im);
  }
  assert.ok(smtp.received.some(({ to }) => to[0] === 'kim@bücher.example'));
  assert.ok(smtp.received.some(({ to }) => (to[0] ?? '').length > 200));
});

test('each mail says all it has to in each language, and escapes what it is given', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...mailTemplates),
      fc.constantFrom(...mailLanguages),
      fc.string({ unit: 'binary', maxLength: 60 }),
      (template, language, value) => {
        const values = {
          device: value,
          network: value,
          at: value,
          until: value,
          newEmail: value,
          organisation: value,
          organisations: value,
          wallet: value,
          from: value,
          name: value,
          ends: value,
          customerId: value,
          left: value,
          role: value,
          by: value,
        };
        const content = compose({ template, language, values }, 'https://asg.example.com/#x');
        assert.doesNotMatch(content.subject, /[\r\n]/);
        assert.doesNotMatch(content.text, /undefined/);
        assert.equal(content.html.split('<script').length, 1);
        assert.ok(content.html.includes('href="https://asg.example.com/#x"'));
      },
    ),
  );
  const script = '<script>alert(1)</script>';
  const told = compose(
    { template: 'new_device', language: 'de', values: { device: script, network: '', at: '' } },
    null,
  );
  assert.ok(!told.html.includes(script));
  assert.match(told.html, /Netz: unbekannt/);
  const values = { name: `a${'\u{1f33e}'.repeat(400)}`, role: 'analyst', by: '' };
  const cut = compose({ template: 'invitation', language: 'en', values }, null);
  assert.ok(cut.subject.isWellFormed(), 'a long name is not cut within a character');
});

test('a mail is in the first language that is asked for and that mails have, and says how it is written', () => {
  assert.deepEqual([['de-AT'], ['tlh', 'pt'], ['pt-br'], ['AR-eg', 'de'], ['tlh'], []].map(mailLanguageOf), [
    'de',
    'pt-BR',
    'pt-BR',
    'ar',
    'en',
    'en',
  ]);
  const mail = { template: 'reset_password', values: {} } as const;
  assert.match(compose({ ...mail, language: 'ar' }, null).html, /<html lang="ar" dir="rtl">/);
  assert.match(compose({ ...mail, language: 'pt-BR' }, null).html, /<html lang="pt-BR" dir="ltr">/);
  const subjects = mailLanguages.map((language) => compose({ ...mail, language }, null).subject);
  assert.equal(new Set(subjects).size, mailLanguages.length);
});

test('the mailbox shows what was sent, on pages and as JSON, and nothing else', async () => {
  await using storage = await openSqliteStorage({ path: ':memory:' });
  const linkOf = ({ mailId }: MailRecord) => `https://asg.example.com/#${mailId}`;
  const routes = mailboxRoutes({ storage, linkOf });
  const ask = async (path: string, params = {}, query = {}, isLocal = true) => {
    const route = routes.find((one) => one.path === path);
    assert.ok(route !== undefined);
    return route.handle({ params, query, styleNonce: 'n1', link: (to) => to, isLocal });
  };
  assert.match((await ask('/dev/mail')).body, /No mail yet/);
  for (let i = 0; i < 60; i++)
    await storage.mails.queue(aMail(`mai_${100 + i}`, { createdAtMs: startMs + i }));
  await storage.mails.queue(aMail('mai_waits', { to: 'lee@example.com', dueAtMs: startMs + hourMs }));
  const { sender } = senderOn(storage, mailboxTransport());
  while (await sender.round());
  const first = (await ask('/dev/mail')).body;
  assert.equal(first.split('<li>').length - 1, 50);
  assert.match(first, /nonce="n1"/);
  const older = /before=([\w.]+)/.exec(first)?.[1];
  assert.equal((await ask('/dev/mail', {}, { before: older })).body.split('<li>').length - 1, 10);
  const one = await ask('/dev/mail/:id', { id: 'mai_100' });
  assert.deepEqual([one.status, one.body.includes('https://asg.example.com/#mai_100')], [200, true]);
  assert.equal((await ask('/dev/mail/:id', { id: 'mai_waits' })).status, 404);
  const { data } = JSON.parse((await ask('/dev/mail.json', {}, { to: 'kim@example.com' })).body);
  assert.equal(data.length, 50);
  assert.equal(data[0].link, `https://asg.example.com/#${data[0].mail_id}`);
  assert.deepEqual(JSON.parse((await ask('/dev/mail.json', {}, { to: 'lee@example.com' })).body).data, []);
  for (const { path } of routes) {
    const elsewhere = await ask(path, { id: 'mai_100' }, {}, false);
    assert.deepEqual([elsewhere.status, /kim@|mai_1/.test(elsewhere.body)], [403, false], path);
  }
});
