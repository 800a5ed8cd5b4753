/** A box around something, in whole pixels of the picture as it is seen. */
export interface PictureBox {
  readonly class: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** In pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A picture with what was found on it. */
export interface BoxedPicture {
  /** From 1, each once in a file. */
  readonly number: number;
  /** What its customer calls it: the last part of a path, if any. */
  readonly title: string;
  /** Where it is. */
  readonly url: string;
  /** Null: it is not known. */
  readonly size: PictureSize | null;
  readonly boxes: readonly PictureBox[];
}

/** Pictures from the first one on, each time it is called. */
export type PicturePages = () => AsyncIterable<readonly BoxedPicture[]>;

/** What some system or reader takes for something else than a part of a name, and what no XML has. */
const unsafe = /[\p{C}\p{Z}/\\:*?"<>|,;'&]/gu;
const lengthMax = 100;

/** What its files are called, without an ending: its number, then its name as far as every system takes it. */
export function stemOf({ number, title }: Pick<BoxedPicture, 'number' | 'title'>): string {
  const last = title.slice(title.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  const clean = Array.from(last.normalize('NFC').replaceAll(unsafe, '_')).slice(0, lengthMax).join('');
  return /[^_.]/.test(clean) ? `${number}_${clean}` : String(number);
}

/** The same as a picture's file: with its own ending, or that of the most usual pictures. */
export function fileNameOf(picture: Pick<BoxedPicture, 'number' | 'title'>): string {
  const [ending = '.jpg'] = /\.[A-Za-z0-9]{1,5}$/.exec(picture.title) ?? [];
  return stemOf(picture) + ending;
}

/** Names in the order in which they come up, with their place. */
export class ClassPlaces {
  readonly #places = new Map<string, number>();

  of(name: string): number {
    const place = this.#places.get(name) ?? this.#places.size;
    this.#places.set(name, place);
    return place;
  }

  get names(): readonly string[] {
    return [...this.#places.keys()];
  }
}
