import type { ManualClock } from '@asg/runtime';
import { phoneCode, SoftPasskey } from '@asg/testing';
import type { routes } from '@asg/wire';
import type { Answer } from '../call.ts';

const place = { origin: 'http://asg.example.com', rpId: 'asg.example.com' };

/** `as`: whose token; left out: the worker's. Empty: nobody's. */
type Called = (
  name: keyof typeof routes,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  as?: string,
) => Promise<Answer>;

/** A passkey that is made, used and removed, and a second factor that is turned on, used and turned off. */
export async function walkFactors(call: Called, clock: ManualClock): Promise<void> {
  const me = '/v1/workers/me';
  const password = 'correct horse';
  const { body: asked } = await call('askNewPasskey', 'POST', `${me}/passkeys/options`, { password });
  const device = new SoftPasskey(place, asked.options.user.id);
  const made = { name: 'Key', answer: device.made(asked.options.challenge) };
  const { body: passkey } = await call('addPasskey', 'POST', `${me}/passkeys`, made);
  const { body: question } = await call(
    'askPasskey',
    'POST',
    '/v1/workers/login/passkey/options',
    undefined,
    '',
  );
  const answer = device.answer(question.options.challenge);
  const entered = await call('logInWithPasskey', 'POST', '/v1/workers/login/passkey', { answer }, '');
  if (entered.status !== 200) throw new Error(entered.text);
  const { body: offer } = await call('offerSecondFactor', 'POST', `${me}/second-factor`, { password });
  const code = () => phoneCode(offer.secret, clock.nowMs());
  const on = { ticket: offer.ticket, code: code() };
  const { body: codes } = await call('setSecondFactor', 'PUT', `${me}/second-factor`, on);
  await call('getFactors', 'GET', `${me}/factors`);
  const [first, second] = codes.recovery_codes;
  const { body: worker } = await call('getWorker', 'GET', me);
  const wanted = await call(
    'logInWorker',
    'POST',
    '/v1/workers/login',
    { email: worker.email, password },
    '',
  );
  await call(
    'logInWithCode',
    'POST',
    '/v1/workers/login/code',
    { ticket: wanted.body.ticket, code: first },
    '',
  );
  await call('renewRecoveryCodes', 'POST', `${me}/recovery-codes`, { password, code: second });
  clock.advance(30_000);
  await call('removeSecondFactor', 'POST', `${me}/second-factor/off`, { password, code: code() });
  await call('removePasskey', 'DELETE', `${me}/passkeys/${passkey.passkey_id}`);
}
