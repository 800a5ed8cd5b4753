import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AssetReader } from '@asg/assets';
import type { Jobs } from '@asg/jobs';
import { Items, LookAhead, LookMarks, MediaProxy } from '@asg/media';
import type { Outbound } from '@asg/outbound';
import type { EngineContext } from '@asg/people';
import { Pictures } from '@asg/pictures';

/** Counts what it is asked for. */
export class CountedPictures extends Pictures {
  normalised = 0;
  thumbnails = 0;

  override normalise(...args: Parameters<Pictures['normalise']>): ReturnType<Pictures['normalise']> {
    this.normalised++;
    return super.normalise(...args);
  }

  override thumbnail(...args: Parameters<Pictures['thumbnail']>): ReturnType<Pictures['thumbnail']> {
    this.thumbnails++;
    return super.thumbnail(...args);
  }
}

/** The items of a gateway under test, and what ends with it. */
export function testItems(
  context: EngineContext,
  {
    outbound,
    jobs,
    assetReader,
  }: { readonly outbound: Outbound; readonly jobs: Jobs; readonly assetReader: AssetReader },
): {
  readonly pictures: CountedPictures;
  readonly items: Items;
  /** As another process on the same store has them. */
  readonly newItems: () => Items;
  readonly lookAhead: LookAhead;
  /** What the gateway takes of them. */
  readonly served: { readonly media: MediaProxy; readonly looks: LookMarks };
} {
  const pictures = new CountedPictures(context.clock);
  const newItems = () =>
    new Items(context, {
      outbound,
      assets: assetReader,
      pictures,
      readableUrl: async (task, untilMs) => (await jobs.readableUrls([task], untilMs))[0]!,
      cacheBytesMax: 1_000_000,
    });
  const items = newItems();
  const lookAhead = new LookAhead(context, items, { perSecond: 1_000 });
  const media = new MediaProxy(context, items, {
    wish: (taskId) => lookAhead.wish(taskId),
    assetKeepMs: 30 * 24 * 3_600_000,
  });
  return { pictures, items, newItems, lookAhead, served: { media, looks: new LookMarks(context) } };
}

/** A host of a customer's, which gives items out. `url`: without a path. Dispose of it. */
export interface ItemHost extends Disposable {
  readonly url: string;
}

export async function startItemHost(answer: RequestListener): Promise<ItemHost> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
