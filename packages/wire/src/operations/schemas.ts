import { networks } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { errorBody } from '../parts/error.ts';
import { choice } from '../parts/fields.ts';

export const health = Type.Object(
  {
    status: choice(['ok']),
    version: Type.String({ examples: ['0.1.0'] }),
    network: choice(networks, { description: 'The payment network' }),
  },
  { title: 'Health' },
);

const checks = Type.Record(
  Type.String(),
  Type.Object({
    ok: Type.Boolean(),
    severity: Type.Optional(
      choice(['degraded', 'failing'], {
        description:
          'Where it is not ok. degraded: something waits or is weaker, the rest goes on. failing: this process cannot do its own work',
      }),
    ),
    detail: Type.Optional(Type.String({ description: 'What is so, and what to do' })),
  }),
  {
    description: 'Each thing that the server needs, and each trouble that it has now, by name',
    examples: [{ store: { ok: true } }],
  },
);

export const ready = Type.Object(
  {
    ready: Type.Literal(true),
    status: choice(['ok', 'degraded'], {
      description: 'degraded: it does its work, and a check says what waits or is weaker',
    }),
    checks,
  },
  { title: 'Ready' },
);
export const notReady = Type.Object(
  { ready: Type.Literal(false), status: choice(['failing']), checks, ...errorBody.properties },
  { title: 'NotReady', description: 'It cannot do its own work: a check failed.' },
);

export type Health = Static<typeof health>;
export type Ready = Static<typeof ready>;
export type NotReady = Static<typeof notReady>;
