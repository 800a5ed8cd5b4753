import { createHash, timingSafeEqual } from 'node:crypto';
import { parseArcCallback, type UnknownWords } from '@asg/chain';
import type { MountedRoute } from '@asg/gateway';

const arcCallbackPath = '/v1/callbacks/arc';

/**
 * Where the ARC provider reports to. A report is a hint: the network itself is asked about the transaction. Without the
 * token it is not even that.
 */
export function arcCallbackRoute(
  token: string,
  hint: (txid: string) => void,
  words: UnknownWords,
): MountedRoute {
  return {
    method: 'POST',
    path: arcCallbackPath,
    handle: ({ headers, body }) => {
      if (!isSame(String(headers.authorization ?? ''), `Bearer ${token}`))
        return reply(401, { error: 'invalid callback token', code: 'UNAUTHORIZED' });
      const report = parseArcCallback(body);
      if (report === null)
        return reply(400, { error: 'the body is no ARC callback', code: 'VALIDATION_ERROR' });
      if (!report.isKnownWord) words.heard(report.txStatus);
      hint(report.txid);
      return reply(200, { received: true });
    },
  };
}

function reply(status: number, body: object) {
  return { status, contentType: 'application/json', body: JSON.stringify(body) };
}

/** In a time that does not depend on where they differ. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
