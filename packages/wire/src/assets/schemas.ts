import { type Static, Type } from 'typebox';
import { requestObject, timestamp } from '../parts/fields.ts';
import { pageLimit, pageOf } from '../parts/page.ts';

const example = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

export const asset = Type.Object(
  {
    sha256: Type.String({ description: 'SHA-256 of the bytes as they were given, hex', examples: [example] }),
    data_url: Type.String({
      description: 'What tasks name it by',
      examples: [`asset://${example}`],
    }),
    content_type: Type.String({ description: 'As its content tells', examples: ['image/png'] }),
    bytes: Type.Integer({ examples: [48_213] }),
    created_at: timestamp('When it was given first'),
    used_at: timestamp(
      'When a task last asked for it, it was given again or a task that shows it ended; to the hour. It is kept from then on for as long as the operator says',
    ),
  },
  { title: 'Asset' },
);
const usage = Type.Object(
  {
    count: Type.Integer({ examples: [200] }),
    bytes: Type.Integer({ examples: [48_213_000] }),
    bytes_max: Type.Integer({ description: 'What all of them may have', examples: [10_737_418_240] }),
  },
  { title: 'AssetUsage', description: 'Of all your assets, texts by value too' },
);
const page = pageOf(asset, 'AssetPage');
export const assetPage = Type.Object({ ...page.properties, usage }, { title: 'AssetPage' });
export const deleteAssetQuery = requestObject({
  retire_gold: Type.Optional(
    Type.Boolean({
      description:
        'true: gold items of your own that show it are given out no more, and do not hold it; that stands also where an open task does',
    }),
  ),
});

export const assetParams = Type.Object({
  sha256: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'Of its bytes, hex',
    examples: [example],
  }),
});
export const assetsQuery = requestObject({
  limit: pageLimit,
  cursor: Type.Optional(
    Type.String({
      pattern: '^[0-9]{16}[0-9a-f]{64}$',
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
});

export type Asset = Static<typeof asset>;
