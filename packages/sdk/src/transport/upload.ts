type Send = (url: string, init: RequestInit) => Promise<Response>;

/** What is used of a browser's XMLHttpRequest: `fetch` does not report an upload's progress. */
interface UploadRequest {
  readonly upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null };
  readonly status: number;
  readonly response: ArrayBuffer;
  responseType: string;
  onload: (() => void) | null;
  onerror: (() => void) | null;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  getAllResponseHeaders(): string;
  send(body: unknown): void;
  abort(): void;
}

/**
 * Sends as `fetch` does, in a browser; `onProgress` gets the share of the body that was sent, 0 to 1. Elsewhere it only
 * tells of the end.
 */
export function uploading(send: Send, onProgress: (share: number) => void): Send {
  const { XMLHttpRequest: Request } = globalThis as { XMLHttpRequest?: new () => UploadRequest };
  if (Request === undefined) {
    return async (url, init) => {
      const response = await send(url, init);
      onProgress(1);
      return response;
    };
  }
  return (url, { method = 'GET', headers = {}, body, signal }) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const request = new Request();
      request.open(method, url);
      for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value);
      request.responseType = 'arraybuffer';
      request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / Math.max(1, total));
      request.onerror = () => reject(new TypeError('the upload broke off'));
      request.onload = () => {
        const lines = request.getAllResponseHeaders().trim().split(/\r\n/);
        const pairs = lines.map((line) => [
          line.slice(0, line.indexOf(':')),
          line.slice(line.indexOf(':') + 1),
        ]);
        const answer = Object.fromEntries(pairs.filter(([name]) => name !== ''));
        resolve(new Response(request.response, { status: request.status, headers: answer }));
      };
      signal?.addEventListener('abort', () => {
        request.abort();
        reject(signal.reason);
      });
      request.send(body);
    });
}
