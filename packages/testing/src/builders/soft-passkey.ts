import { createHash, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';

const flags = { userPresent: 0x01, userVerified: 0x04, attested: 0x40 };

/** The pages that use a passkey, and the name that it is bound to. */
export interface PasskeyPlace {
  readonly origin: string;
  readonly rpId: string;
}

/** A device with one passkey, in a program: what a browser and its authenticator would answer. */
export class SoftPasskey {
  readonly id: string;
  /** Counts its uses; a device that does not count stays at 0. */
  counter = 0;
  readonly #place: PasskeyPlace;
  readonly #userHandle: string;
  readonly #privateKey: KeyObject;
  readonly #point: { readonly x: Buffer; readonly y: Buffer };

  /** `userHandle`: as the question told, base64url. */
  constructor(place: PasskeyPlace, userHandle: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.id = createHash('sha256').update(x).digest('base64url');
    this.#place = place;
    this.#userHandle = userHandle;
    this.#privateKey = privateKey;
    this.#point = { x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') };
  }

  /** Answers the question of a new passkey. */
  made(challenge: string, asked: { readonly origin?: string; readonly verified?: boolean } = {}) {
    const id = Buffer.from(this.id, 'base64url');
    const head = this.#head(
      this.#place.rpId,
      (asked.verified === false ? 0 : flags.userVerified) | flags.attested,
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const data = Buffer.concat([head, Buffer.alloc(16), length, id, this.#coseKey()]);
    const attestationObject = cborMap([
      [cborText('fmt'), cborText('none')],
      [cborText('attStmt'), cborMap([])],
      [cborText('authData'), cborBytes(data)],
    ]).toString('base64url');
    const clientDataJSON = clientData('webauthn.create', challenge, asked.origin ?? this.#place.origin);
    return { id: this.id, response: { clientDataJSON, attestationObject, transports: ['internal'] } };
  }

  /** Answers a question by who has this passkey. */
  answer(
    challenge: string,
    asked: { readonly origin?: string; readonly rpId?: string; readonly verified?: boolean } = {},
  ) {
    const verified = asked.verified === false ? 0 : flags.userVerified;
    const data = this.#head(asked.rpId ?? this.#place.rpId, verified);
    const clientDataJSON = clientData('webauthn.get', challenge, asked.origin ?? this.#place.origin);
    const told = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const signature = createSign('SHA256').update(data).update(told).sign(this.#privateKey, 'base64url');
    const authenticatorData = data.toString('base64url');
    return {
      id: this.id,
      response: { clientDataJSON, authenticatorData, signature, userHandle: this.#userHandle },
    };
  }

  #head(place: string, more: number): Buffer {
    const rest = Buffer.alloc(5);
    rest.writeUInt8(flags.userPresent | more);
    rest.writeUInt32BE(this.counter, 1);
    return Buffer.concat([createHash('sha256').update(place).digest(), rest]);
  }

  /** EC2, ES256, P-256. */
  #coseKey(): Buffer {
    const { x, y } = this.#point;
    return cborMap([
      [Buffer.from([0x01]), Buffer.from([0x02])],
      [Buffer.from([0x03]), Buffer.from([0x26])],
      [Buffer.from([0x20]), Buffer.from([0x01])],
      [Buffer.from([0x21]), cborBytes(x)],
      [Buffer.from([0x22]), cborBytes(y)],
    ]);
  }
}

function clientData(type: string, challenge: string, from: string): string {
  return Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false })).toString(
    'base64url',
  );
}

const cborText = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
/** 24 to 255 bytes. */
const cborBytes = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0x58, bytes.length]), bytes]);
const cborMap = (entries: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([Buffer.from([0xa0 + entries.length]), ...entries.flat()]);
