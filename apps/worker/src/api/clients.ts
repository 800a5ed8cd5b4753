import { ASGWorkerClient } from '@asg/sdk';
import { serverUrl } from '@asg/ui';
import { language } from '../i18n/index.ts';

const answerMsMax = 20_000;

/** What may outlive its page is bounded by browsers: to 64 KiB, of up to four bytes a character. */
const outlivingCharsMax = 15_000;

/** Mails are written in the language of the app, not of the browser; what is sent as the page goes arrives all the same. */
const send: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set('accept-language', language);
  const { body } = init ?? {};
  const isLast = document.hidden && typeof body === 'string' && body.length < outlivingCharsMax;
  return fetch(input, { ...init, headers, keepalive: isLast });
};

/** The worker's, with the session's cookie. What is asked again, and when, is decided where it is shown. */
export const api = new ASGWorkerClient({
  baseUrl: serverUrl(),
  timeoutMs: answerMsMax,
  retriesMax: 0,
  fetch: send,
});
