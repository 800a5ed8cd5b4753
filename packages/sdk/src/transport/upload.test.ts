import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { uploading } from './upload.ts';

/** Gives this process a browser's way to upload, one that answers 202; counts the bodies that were sent. */
function asInBrowser(t: TestContext): { sent: number } {
  const counted = { sent: 0 };
  class Request {
    readonly upload = { onprogress: null };
    readonly status = 202;
    readonly response = new ArrayBuffer(0);
    onload: (() => void) | null = null;
    open(): void {}
    setRequestHeader(): void {}
    abort(): void {}
    getAllResponseHeaders(): string {
      return 'x-request-id: r\r\n';
    }
    send(): void {
      counted.sent++;
      this.onload?.();
    }
  }
  Object.assign(globalThis, { XMLHttpRequest: Request });
  t.after(() => Reflect.deleteProperty(globalThis, 'XMLHttpRequest'));
  return counted;
}

test('an upload that is no longer wanted before it begins is not sent', async (t) => {
  const counted = asInBrowser(t);
  const upload = uploading(fetch, () => {});
  const request = { method: 'POST', body: 'x' };
  const signal = AbortSignal.abort(new Error('no longer wanted'));
  await assert.rejects(upload('https://a.example/', { ...request, signal }), /no longer wanted/);
  assert.equal(counted.sent, 0);
  const { status, headers } = await upload('https://a.example/', request);
  assert.deepEqual([status, headers.get('x-request-id'), counted.sent], [202, 'r', 1]);
});
