import { ASGWorkerClient } from '@asg/sdk';

const answerMsMax = 20_000;

/** The worker's, with the session's cookie. What is asked again, and when, is decided where it is shown. */
export const api = new ASGWorkerClient({
  baseUrl: location.origin,
  timeoutMs: answerMsMax,
  retriesMax: 0,
});
