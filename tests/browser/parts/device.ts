import type { Locator, Page, Response } from 'playwright-core';
import type { Stand } from './stand.ts';

/** By the name that passkeys are bound to on one's own machine. */
export const urlOf = ({ refinery }: Stand): string => refinery.url.replace('127.0.0.1', 'localhost');

/** A device that verifies its owner and keeps passkeys. `answers`: it does; else its owner turns away. */
export async function withDevice(
  page: Page,
): Promise<{ readonly answers: (does: boolean) => Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    answers: async (does) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: does });
    },
  };
}

/** Types codes, each good for a while, until one is taken in time. */
export async function typeCode(
  { box, button, done, wrong }: Readonly<Record<'box' | 'button' | 'done' | 'wrong', Locator>>,
  code: () => string,
): Promise<void> {
  for (;;) {
    await box.fill(code());
    // What is on the page may be of the code before: the answer says what is to come.
    const answering = box.page().waitForResponse(isOfCode);
    await button.click();
    if ((await answering).ok()) return done.waitFor();
    await button.and(box.page().locator(':not([aria-busy])')).waitFor();
    await wrong.waitFor();
  }
}

/** The answer to a code: a second factor is turned on, or a log-in goes on. */
function isOfCode(response: Response): boolean {
  return response.request().method() !== 'GET' && /\/(second-factor|code)$/.test(response.url());
}
