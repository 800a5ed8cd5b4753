import { type Static, Type } from 'typebox';
import { errorBody } from './error.ts';
import { choice } from './kit.ts';

export const health = Type.Object(
  {
    status: choice(['ok']),
    version: Type.String({ examples: ['0.1.0'] }),
    network: choice(['local', 'regtest', 'test', 'main'], { description: 'The payment network' }),
  },
  { title: 'Health' },
);

const checks = Type.Record(
  Type.String(),
  Type.Object({ ok: Type.Boolean(), detail: Type.Optional(Type.String()) }),
  { description: 'Each thing that the server needs, by name', examples: [{ store: { ok: true } }] },
);

export const ready = Type.Object({ ready: Type.Literal(true), checks }, { title: 'Ready' });
export const notReady = Type.Object(
  { ready: Type.Literal(false), checks, ...errorBody.properties },
  { title: 'NotReady', description: 'A check failed.' },
);

export type Health = Static<typeof health>;
export type Ready = Static<typeof ready>;
export type NotReady = Static<typeof notReady>;
