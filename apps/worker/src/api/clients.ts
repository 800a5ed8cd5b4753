import { ASGWorkerClient } from '@asg/sdk';
import { language } from '../i18n/index.ts';

const answerMsMax = 20_000;

/** The worker's, with the session's cookie. What is asked again, and when, is decided where it is shown. */
export const api = new ASGWorkerClient({
  baseUrl: location.origin,
  timeoutMs: answerMsMax,
  retriesMax: 0,
  // Mails are written in the language of the app, not of the browser.
  fetch: (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('accept-language', language);
    return fetch(input, { ...init, headers });
  },
});
