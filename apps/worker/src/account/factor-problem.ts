import { ASGGatewayHTTPError, isStatus } from '@asg/sdk';
import { messages } from '../i18n/index.ts';
import { problemText } from '../shell/problem.ts';

const waitingStatus = 429;
const msPerMinute = 60_000;

/** What a browser throws where no passkey comes of it, by name. */
const ofBrowsers: Readonly<Record<string, string>> = {
  NotAllowedError: messages.factors.nobodyAnswered,
  AbortError: messages.factors.nobodyAnswered,
  InvalidStateError: messages.factors.passkeyKnown,
  SecurityError: messages.factors.otherPlace,
};

/** What to say of a passkey or a code that does not do, by the field that it is about. */
export function factorProblem(error: unknown) {
  const none = { password: null, code: null, other: null };
  if (!(error instanceof ASGGatewayHTTPError)) {
    const name = error instanceof Error ? error.name : '';
    return { ...none, other: ofBrowsers[name] ?? problemText(error) };
  }
  if (error.about('password') !== null) return { ...none, password: messages.security.wrongPassword };
  if (error.about('code') !== null) return { ...none, code: codeProblem(error) };
  if (error.about('passkey') !== null) return { ...none, other: messages.factors.passkeyRefused };
  return { ...none, other: isStatus(error, 400) ? messages.factors.tooLate : problemText(error) };
}

function codeProblem({ status, retryAfterSeconds }: ASGGatewayHTTPError): string {
  if (status !== waitingStatus) return messages.factors.wrongCode;
  const minutes = Math.ceil(((retryAfterSeconds ?? 0) * 1000) / msPerMinute);
  return messages.factors.codesWait({ minutes });
}
