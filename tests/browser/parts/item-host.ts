import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { landscape } from './landscape.ts';
import { png } from './png.ts';

const texts = [
  'Arrived after two days, well packed. The kettle does exactly what I wanted, and it is quieter than the one before.',
  'The rucksack stopped closing after ten days.\n\nI wrote three mails and nobody answers. Looks good in the pictures, feels cheap in the hand. I would not buy it again, and I have told my sister so as well.',
  'Best desk lamp I have had so far: warm light, a firm stand, and the switch is where my hand looks for it.',
];

/** A customer's host of items: `/image/<n>.png`, `/sized/<width>x<height>.png`, `/text/<n>.txt`, `/broken/<n>.png` (which is neither). */
export interface ItemHost extends AsyncDisposable {
  readonly url: string;
}

/** Every second image has a sun, beginning with the first. */
const hasSun = (number: number): boolean => number % 2 === 0;

/** Few drawings serve all numbers: they are made in the process that drives the browser. */
const drawings = 4;
const images = new Map<number, Buffer>();

function image(number: number): Buffer {
  const drawing = number % drawings;
  const found = images.get(drawing) ?? landscape(drawing, hasSun(drawing));
  images.set(drawing, found);
  return found;
}

/** Each fourth of it in another colour, so that one sees which part is shown. */
function chequered(width: number, height: number): Buffer {
  return png(width, height, (x, y) => {
    const part = Math.floor((4 * Math.max(x / width, y / height)) % 4);
    return (x + y) % 2 === 0 ? [40 + part * 60, 90, 200 - part * 50] : [220, 200 - part * 40, 90];
  });
}

export async function startItemHost(): Promise<ItemHost> {
  const server = createServer((request, response) => {
    const [, kind, name = ''] = (request.url ?? '').split('/');
    const number = Number.parseInt(name, 10);
    if (kind === 'image') {
      response.setHeader('content-type', 'image/png').end(image(number));
    } else if (kind === 'sized') {
      const [width = 1, height = 1] = name.split(/[x.]/).map(Number);
      response.setHeader('content-type', 'image/png').end(chequered(width, height));
    } else if (kind === 'text') {
      response.setHeader('content-type', 'text/plain; charset=utf-8').end(texts[number % texts.length]);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<unknown>((resolve) => server.close(resolve));
    },
  };
}
