import type { IncomingMessage, ServerResponse } from 'node:http';
import { openGate, passOn } from './gate.ts';

/** How a server of S3 sends to the right region: each of these is seen. */
type WrongRegionAnswer = 'moved' | 'temporary' | 'malformed';

export interface S3Gate extends AsyncDisposable {
  readonly endpoint: string;
  /** How requests for another region are answered. */
  wrongRegion: WrongRegionAnswer;
  /** Uploads are refused, as without the permission. */
  isReadOnly: boolean;
  /** Uploads are taken and never answered. */
  isStalled: boolean;
  /** Uploads that came. */
  uploads: number;
  /** Regions of the signatures that came, in order. */
  readonly regionsAsked: string[];
}

const xml = (code: string, more = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>no</Message>${more}</Error>`;

/**
 * In front of an S3-compatible server, what AWS does and such servers do not: a bucket has one region, and temporary keys are worth
 * nothing without their token, which must be signed. What passes goes on as it came.
 */
export async function startS3Gate(
  target: string,
  options: { readonly region: string; readonly sessionToken: string },
): Promise<S3Gate> {
  const { region, sessionToken } = options;
  const gate = {
    wrongRegion: 'moved' as WrongRegionAnswer,
    isReadOnly: false,
    isStalled: false,
    uploads: 0,
    regionsAsked: [] as string[],
  };
  const refuse = (response: ServerResponse, status: number, body: string, headers = {}): void => {
    response.writeHead(status, { 'content-type': 'application/xml', ...headers }).end(body);
  };
  /** True: it was refused. */
  const refused = (request: IncomingMessage, response: ServerResponse): boolean => {
    const { searchParams } = new URL(request.url ?? '/', target);
    const authorization = request.headers.authorization ?? '';
    const signed = /Credential=([^,\s]+).*SignedHeaders=([^,\s]+)/.exec(authorization);
    const scope = signed?.[1] ?? searchParams.get('X-Amz-Credential') ?? '';
    const asked = scope.split('/')[2] ?? '';
    gate.regionsAsked.push(asked);
    const isTokenSigned = signed === null || signed[2]?.split(';').includes('x-amz-security-token');
    const token = request.headers['x-amz-security-token'] ?? searchParams.get('X-Amz-Security-Token');
    if (asked !== region) sendOn(response);
    else if (token !== sessionToken || !isTokenSigned) refuse(response, 403, xml('InvalidAccessKeyId'));
    else if (gate.isReadOnly && request.method !== 'GET') refuse(response, 403, xml('AccessDenied'));
    else return false;
    return true;
  };
  const sendOn = (response: ServerResponse): void => {
    const host = `b.s3.${region}.amazonaws.com`;
    if (gate.wrongRegion === 'malformed') {
      refuse(response, 400, xml('AuthorizationHeaderMalformed', `<Region>${region}</Region>`));
    } else if (gate.wrongRegion === 'temporary') {
      const body = xml('TemporaryRedirect', `<Endpoint>${host}</Endpoint>`);
      refuse(response, 307, body, { location: `https://${host}/` });
    } else refuse(response, 301, xml('PermanentRedirect'), { 'x-amz-bucket-region': region });
  };
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    request.on('error', () => {});
    if (refused(request, response)) return;
    if (request.method === 'PUT') gate.uploads++;
    if (request.method === 'PUT' && gate.isStalled) {
      request.resume();
      return;
    }
    passOn(target, request, response);
  };
  return openGate(gate, serve);
}
