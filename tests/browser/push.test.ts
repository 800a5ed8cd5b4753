import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startPushService } from '@asg/push/testing';
import type { BrowserContext, Page } from 'playwright-core';
import { imageTask, startStand } from './parts/stand.ts';
import { contextOf } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const pollMs = 200;

type Subscription = ReturnType<Awaited<ReturnType<typeof startPushService>>['subscribe']>;

/**
 * The tests' browser has no window, shows no notifications and knows no push service: what it is asked for is allowed, or not, its
 * subscriptions are made here, and everything else is its own.
 */
async function withPush(
  context: BrowserContext,
  { endpoint, keys }: Subscription,
  answer: NotificationPermission,
): Promise<void> {
  await context.addInitScript(
    ({ answer, endpoint, keys }) => {
      const [kept, given] = ['asg-test-subscription', 'asg-test-permission'];
      Object.defineProperty(Notification, 'permission', {
        get: () => localStorage.getItem(given) ?? 'default',
      });
      Object.assign(Notification, {
        requestPermission: async () => {
          localStorage.setItem(given, answer);
          return answer;
        },
      });
      const subscription = () =>
        localStorage.getItem(kept) === null
          ? null
          : {
              endpoint,
              options: { applicationServerKey: null },
              toJSON: () => ({ endpoint, keys }),
              unsubscribe: async () => {
                localStorage.removeItem(kept);
                return true;
              },
            };
      Object.assign(PushManager.prototype, {
        getSubscription: async () => subscription(),
        subscribe: async ({ applicationServerKey }: { applicationServerKey: Uint8Array }) => {
          if (applicationServerKey.length !== 65) throw new Error('no key of a server');
          localStorage.setItem(kept, '1');
          return subscription();
        },
      });
    },
    { answer, endpoint, keys },
  );
}

/** Gives the app's service worker a message, as the browser does that decrypted it. */
async function deliver(page: Page, origin: string, data: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const registrationId = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [ours] = registrations.filter(({ scopeURL }) => scopeURL.endsWith('/work/'));
      if (ours !== undefined) resolve(ours.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.deliverPushMessage', {
    origin,
    registrationId: await registrationId,
    data,
  });
}

/** What the service worker has the browser show, from now on. */
async function notesOf(context: BrowserContext): Promise<() => Promise<readonly unknown[]>> {
  const [worker = await context.waitForEvent('serviceworker')] = context.serviceWorkers();
  await worker.evaluate(() => {
    const scope = self as unknown as { notes: unknown[]; registration: ServiceWorkerRegistration };
    scope.notes = [];
    scope.registration.showNotification = async (title, options) =>
      void scope.notes.push({ title, ...options });
  });
  return () => worker.evaluate(() => (self as unknown as { notes: unknown[] }).notes);
}

test('a worker turns on to be told of work, is told in their language, and turns it off again', async () => {
  await using stand = await startStand();
  await using service = await startPushService();
  const { refinery, host } = stand;
  const context = await contextOf(stand.browser, { reducedMotion: 'reduce' });
  await withPush(context, service.subscribe('phone'), 'granted');
  const page = await context.newPage();
  await signUp(page, refinery.url, 'Kim');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.goto(`${refinery.url}/work/profile`);
  const answered = (method: string) =>
    page.waitForResponse(
      (answer) => answer.url().endsWith('/me/push') && answer.request().method() === method,
    );
  const turnedOn = answered('PUT');
  await page.getByRole('button', { name: 'Tell me on this device' }).click();
  assert.equal((await turnedOn).status(), 200);
  await page.getByText('This device is told when there is work.').waitFor();

  await stand.customer.tasks.submit(imageTask(host, 1));
  while (service.pushed.length === 0) await page.waitForTimeout(pollMs);
  const [{ text } = { text: '' }] = service.pushed;
  const notes = await notesOf(context);
  await deliver(page, refinery.url, 'no message of ours');
  await deliver(page, refinery.url, text);
  let found = await notes();
  for (; found.length === 0; found = await notes()) await page.waitForTimeout(pollMs);
  const { title, body } = JSON.parse(text) as Record<string, string>;
  const icon = '/work/icon-192.png';
  assert.deepEqual(found, [{ title, body, lang: 'en', dir: 'ltr', tag: 'work', icon, badge: icon }]);
  assert.equal(title, 'There is work for you');

  const turnedOff = answered('PUT');
  await page.getByRole('button', { name: 'Stop on this device' }).click();
  assert.deepEqual(((await (await turnedOff).json()) as { devices: unknown[] }).devices, []);
  await page.getByRole('button', { name: 'Tell me on this device' }).waitFor();
});

test('who does not allow it is told how to, and nobody is asked before they click', async () => {
  await using stand = await startStand();
  await using service = await startPushService();
  const context = await contextOf(stand.browser, { reducedMotion: 'reduce' });
  await withPush(context, service.subscribe('phone'), 'denied');
  const page = await context.newPage();
  await signUp(page, stand.refinery.url, 'Kim');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.goto(`${stand.refinery.url}/work/profile`);
  const turnOn = page.getByRole('button', { name: 'Tell me on this device' });
  await turnOn.waitFor();
  assert.equal(await page.evaluate(() => Notification.permission), 'default');
  await turnOn.click();
  await page.getByText('Your browser blocks notifications from this app.').waitFor();
  assert.equal(await turnOn.count(), 0);
});
