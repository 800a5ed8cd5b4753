import { mailLanguages } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, maybe, nullable, requestObject, timestamp } from '../parts/fields.ts';

const keys = requestObject({
  p256dh: Type.String({ minLength: 1, maxLength: 200, description: 'Base64url, as the browser gives it' }),
  auth: Type.String({ minLength: 1, maxLength: 100, description: 'Base64url, as the browser gives it' }),
});

export const pushBody = requestObject(
  {
    endpoint: nullable(
      Type.String({
        minLength: 1,
        maxLength: 2048,
        description: 'Of the browser’s push subscription; null, without keys: you are told nowhere any more',
        examples: ['https://push.example.com/send/1'],
      }),
    ),
    keys: maybe({
      ...keys,
      description: 'Of the same subscription. Left out or null: you are not told there any more',
    }),
  },
  {
    title: 'SetPush',
    examples: [
      {
        endpoint: 'https://push.example.com/send/1',
        keys: {
          p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
          auth: 'BTBZMqHH6r4Tts7J_aSIgg',
        },
      },
      { endpoint: null },
    ],
  },
);

const device = Type.Object(
  {
    device_id: Type.String({
      description: 'The first 32 hex digits of the SHA-256 of its endpoint',
      examples: ['0a4d55a8d778e5022fab701977c5d840'],
    }),
    host: Type.String({ description: 'Of its push service', examples: ['push.example.com'] }),
    language: choice(mailLanguages, {
      description: 'In which it is told: the one that its browser asked for',
    }),
    added_at: timestamp('When it was added'),
  },
  { title: 'PushDevice' },
);

export const push = Type.Object(
  {
    public_key: Type.String({
      description: 'For a subscription: `applicationServerKey`, base64url',
      examples: ['BDd3_hVL9fZi9Ybo2UUzA284WG5FZR30_95YeZJsiApwXKpNcF1rRPF3foIiBHXRdJI2Qhumhf6_LFTeZaNndIo'],
    }),
    devices: Type.Array(device, { description: 'Where you are told, the first added first' }),
  },
  { title: 'Push' },
);

export type PushBody = Static<typeof pushBody>;
