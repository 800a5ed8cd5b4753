import { problemText } from '@asg/console-kit';
import { ASGGatewayHTTPError, isStatus } from '@asg/sdk';
import type { FactorTexts } from '@asg/ui/factors';

export const factorTexts: FactorTexts = {
  passkeys: 'Passkeys',
  passkeysLead: 'Sign in with your fingerprint, your face or the PIN of your device. No password, no code.',
  noPasskeysHere: 'This browser has no passkeys.',
  addPasskey: 'Add a passkey',
  passkeyName: 'Name',
  passkeyNameHint: 'So that you know it again, e.g. My laptop.',
  added: ({ time }) => `added ${time}`,
  used: ({ time }) => `last used ${time}`,
  neverUsed: 'not used yet',
  remove: 'Remove',
  removeOf: ({ name }) => `Remove: ${name}`,
  removeLead: ({ name }) => `“${name}” does not open your account any more, and your other sessions end.`,
  currentPassword: 'Current password',
  code: 'Code',
  codeHint: 'Of the app on your phone, or a recovery code.',
  proofLead: 'First show that it is you.',
  proveByPasskey: 'Use a passkey instead',
  next: 'Next',
  cancel: 'Cancel',
  close: 'Close',
  secondFactor: 'Codes of your phone',
  secondFactorLead: 'Signing in with your password needs a code of an app on your phone, too.',
  isOn: ({ time }) => `On since ${time}.`,
  codesLeft: ({ count }) => `Recovery codes left: ${count}`,
  ends: ({ time }) =>
    `The operator was told that you lost your phone: from ${time} on no code is needed. If you have it, sign in with a code before.`,
  turnOn: 'Turn on',
  turnOff: 'Turn off',
  turnOffLead: 'From then on your password is enough to sign in, and your other sessions end.',
  scan: 'Scan this with an authenticator app on your phone, then enter the code that it shows.',
  qrCode: 'QR code with the secret for your app; the same as text stands below',
  secret: 'Or type this into the app:',
  copySecret: 'Copy the secret',
  firstCode: 'Code of the app',
  recovery: 'Recovery codes',
  recoveryLead:
    'Each of these takes the place of a code once, when you do not have your phone. They are shown only now: keep them somewhere else.',
  recoveryAccount: ({ email }) => `Recovery codes of ${email} at the Console of ASG Refinery`,
  renew: 'New recovery codes',
  download: 'Download',
  copyAll: 'Copy all',
  copied: 'Copied',
  selected: 'Selected: now copy it by keyboard or menu',
  kept: 'I have kept them',
};

const tooManyStatus = 429;
const secondsPerMinute = 60;
const nobody = 'No passkey answered. Try again, or use your password.';

/** What a browser throws where no passkey comes of it, by name. */
const ofBrowsers: Readonly<Record<string, string>> = {
  NotAllowedError: nobody,
  AbortError: nobody,
  InvalidStateError: 'This device has a passkey of your account already.',
  SecurityError: 'Passkeys do not work at this address: open the Console by its name, not by a number.',
};

/** What to say of a passkey or a code that does not do, by the field that it is about. */
export function factorProblem(error: unknown) {
  const none = { password: null, code: null, other: null };
  if (!(error instanceof ASGGatewayHTTPError)) {
    const name = error instanceof Error ? error.name : '';
    return { ...none, other: ofBrowsers[name] ?? problemText(error) };
  }
  if (error.about('password') !== null) return { ...none, password: 'This is not your password.' };
  if (error.about('code') !== null) return { ...none, code: codeProblem(error) };
  if (error.about('passkey') !== null)
    return { ...none, other: 'This passkey does not open an account here.' };
  const tooLate = 'This took too long, or your account changed meanwhile. Start again.';
  return { ...none, other: isStatus(error, 400) ? tooLate : problemText(error) };
}

function codeProblem({ status, retryAfterSeconds }: ASGGatewayHTTPError): string {
  if (status !== tooManyStatus)
    return 'This code is wrong, or was used already. Take the one that your app shows now.';
  const minutes = Math.ceil((retryAfterSeconds ?? 0) / secondsPerMinute);
  return `Too many wrong codes. Try again in ${minutes} min, or use a recovery code or a passkey.`;
}
