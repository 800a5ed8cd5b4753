import { isRecord } from '@asg/values/json';
import type { PictureBox, PictureSize } from './boxes/picture.ts';
import {
  boxesOfManifest,
  boxesOfStudio,
  boxesOfYolo,
  isAddress,
  type ReadBoxes,
  type ReadPicture,
  sizeOf,
} from './boxes/read.ts';
import { isCoco, picturesOfCoco } from './boxes/read-coco.ts';
import { pictureOfVoc } from './boxes/read-voc.ts';
import { textOf } from './bytes/text.ts';
import { csv } from './csv/csv.ts';
import { rowsOf } from './index.ts';
import { JsonFault, parseValue } from './json/parse.ts';
import { linesOf } from './lines.ts';
import { FileRefused, rowLengthMax } from './row.ts';
import { spansOfLine, spansOfManifest, spansOfStudio, textsOfConll } from './spans/read.ts';
import type { TextSpan } from './spans/tokens.ts';
import { type ZippedFile, type ZipSource, zippedFiles } from './zip/read.ts';

/** A value as a task takes it: what is drawn or marked, or that there is nothing. */
export type AnnotatedValue =
  | { readonly boxes: readonly PictureBox[] }
  | { readonly spans: readonly TextSpan[] }
  | { readonly none: true };

/** An item of a file with what the file says of it, or why it is not taken. `where`: in the file, for people. */
export type Annotated =
  | {
      readonly ok: true;
      readonly where: string;
      readonly item: AnnotatedItem;
      readonly value: AnnotatedValue;
      /** Of a picture, where the file tells it. */
      readonly size: PictureSize | null;
    }
  | { readonly ok: false; readonly where: string; readonly reason: string };

/** `name`: a picture of which the file does not say where it is. */
export type AnnotatedItem = { readonly url: string } | { readonly text: string } | { readonly name: string };

/** A file of COCO is read as a whole. In characters. */
const wholeMax = 256 * 1024 * 1024;
const xmlBytesMax = 4 * 1024 * 1024;
const listBytesMax = 64 * 1024 * 1024;

/** The items of a text: COCO, CoNLL, or rows of spaCy, Label Studio or Ground Truth. Throws a `FileRefused` where it is none. */
export async function* annotatedText(bytes: () => AsyncIterable<Uint8Array>): AsyncGenerator<Annotated> {
  const head = await headOf(bytes());
  if (/^\s*\{\s*"(?:info|images|licenses|annotations|categories)"\s*:/.test(head)) yield* ofCoco(bytes());
  else if (/^\s*[[{]/.test(head)) yield* ofRows(bytes());
  else yield* ofConll(bytes());
}

/** The items of a zip: Pascal VOC, or YOLO with `images.csv` (file, width, height, data_url) and `classes.txt`. */
export async function* annotatedZip(source: ZipSource): AsyncGenerator<Annotated> {
  let [list, classes] = ['', ''];
  for await (const file of zippedFiles(source)) {
    if (/(?:^|\/)images\.csv$/.test(file.name)) list = await textIn(file, listBytesMax);
    if (/(?:^|\/)(?:classes\.txt|obj\.names)$/.test(file.name)) classes = await textIn(file, xmlBytesMax);
  }
  const names = classes.split(/\r\n|\r|\n/).filter((name) => name !== '');
  const pictures = await picturesIn(list);
  for await (const file of zippedFiles(source)) {
    const { name } = file;
    if (name.endsWith('.xml')) yield annotatedPicture(name, pictureOfVoc(await textIn(file, xmlBytesMax)));
    else if (/(?:^|\/)labels\/.*\.txt$/.test(name)) {
      const picture = pictures.get(stemIn(name));
      yield picture === undefined
        ? { ok: false, where: name, reason: 'images.csv does not say how large its picture is' }
        : boxed(
            name,
            picture.item,
            boxesOfYolo(await textIn(file, xmlBytesMax), names, picture.size),
            picture.size,
          );
    }
  }
}

const stemIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');

const textIn = async (file: ZippedFile, bytesMax: number): Promise<string> =>
  new TextDecoder().decode(await file.read(bytesMax));

interface SizedItem {
  readonly size: PictureSize;
  readonly item: AnnotatedItem;
}

async function picturesIn(list: string): Promise<ReadonlyMap<string, SizedItem>> {
  const found = new Map<string, SizedItem>();
  const pieces = async function* () {
    yield list;
  };
  if (list === '') return found;
  for await (const row of csv.read(pieces())) {
    if (row.kind !== 'values') continue;
    const { file, data_url: url } = row.values;
    const size = sizeOf(Number(row.values.width), Number(row.values.height));
    if (typeof file !== 'string' || size === null) continue;
    const item = typeof url === 'string' && url !== '' ? { url } : { name: file };
    found.set(stemIn(file), { size, item });
  }
  return found;
}

async function headOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  for await (const text of textOf(bytes)) if (text.trim() !== '') return text.slice(0, 10_000);
  throw new FileRefused('the file is empty');
}

async function* ofCoco(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Annotated> {
  const parts: string[] = [];
  let length = 0;
  for await (const text of textOf(bytes)) {
    length += text.length;
    if (length > wholeMax) throw new FileRefused(`a file of COCO has ${wholeMax} characters at most`);
    parts.push(text);
  }
  const value = jsonOf(parts.join(''));
  if (!isCoco(value)) throw new FileRefused('a file of COCO has images and annotations');
  for (const picture of picturesOfCoco(value)) yield annotatedPicture(picture.where, picture);
}

/** Throws a `FileRefused` that says where the text is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (fault) {
    throw new FileRefused(`not valid JSON${jsonFaultOf(text) ?? `: ${String(fault)}`}`);
  }
}

function jsonFaultOf(text: string): string | null {
  try {
    parseValue(text);
    return null;
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    const before = text.slice(0, fault.at).split('\n');
    return ` at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${fault.message}`;
  }
}

async function* ofConll(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Annotated> {
  const lines = linesOf(textOf(bytes), rowLengthMax);
  for await (const { line, text, spans } of textsOfConll(lines, rowLengthMax))
    yield marked(`line ${line}`, { text }, spans);
}

async function* ofRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Annotated> {
  for await (const row of rowsOf(bytes)) {
    const where = `line ${row.line}`;
    if (row.kind === 'error') yield { ok: false, where, reason: row.reason };
    // Numbers that are kept to the digit are numbers again.
    if (row.kind === 'values') yield annotatedRow(where, JSON.parse(JSON.stringify(row.values)));
  }
}

type Values = Readonly<Record<string, unknown>>;

/** What a row says: one of Ground Truth, of Label Studio, or of spaCy and its like. */
function annotatedRow(where: string, values: Values): Annotated {
  const { source, 'source-ref': url, data } = values;
  if (typeof source === 'string' || typeof url === 'string') return ofManifest(where, values);
  if (isRecord(data)) return ofStudio(where, values, data);
  const spans = spansOfLine(values);
  return spans === null || typeof values.text !== 'string'
    ? { ok: false, where, reason: 'it has neither boxes nor spans in a form that is known' }
    : marked(where, { text: values.text }, spans);
}

function ofManifest(where: string, { source, 'source-ref': url, ...rest }: Values): Annotated {
  const told = (key: string): unknown => rest[`${key}-metadata`];
  const attributes = Object.keys(rest).filter((key) => isRecord(told(key)));
  // Jobs that were chained left several.
  const isOfOurs = (key: string): boolean => /object-detection|text-span/.test(JSON.stringify(told(key)));
  const attribute = attributes.find(isOfOurs) ?? attributes[0];
  if (attribute === undefined) return { ok: false, where, reason: 'it has no label' };
  const label = rest[attribute];
  if (typeof source === 'string') return marked(where, { text: source }, spansOfManifest(label));
  return drawn(where, { url: String(url) }, boxesOfManifest(label, told(attribute)));
}

/** The last annotation that was not cancelled, else the first prediction. */
function ofStudio(where: string, values: Values, data: Values): Annotated {
  const listed = (list: unknown): readonly Values[] => (Array.isArray(list) ? list.filter(isRecord) : []);
  const annotations = listed(values.annotations).filter((one) => one.was_cancelled !== true);
  const said = annotations.at(-1) ?? listed(values.predictions)[0];
  const results: readonly unknown[] = Array.isArray(said?.result) ? said.result : [];
  if (said === undefined) return { ok: false, where, reason: 'it has no annotation' };
  const { image, text } = data;
  if (typeof image === 'string')
    return drawn(where, isAddress(image) ? { url: image } : { name: image }, boxesOfStudio(results));
  if (typeof text === 'string') return marked(where, { text }, spansOfStudio(text, results));
  return { ok: false, where, reason: 'data has neither text nor image' };
}

function annotatedPicture(where: string, { name, url, boxes, size, wrong }: ReadPicture): Annotated {
  const item = url === null ? { name } : { url };
  return boxed(where, item, wrong ?? boxes, size);
}

const drawn = (where: string, item: AnnotatedItem, read: ReadBoxes | string): Annotated =>
  typeof read === 'string' ? boxed(where, item, read, null) : boxed(where, item, read.boxes, read.size);

const boxed = (
  where: string,
  item: AnnotatedItem,
  boxes: readonly PictureBox[] | string,
  size: PictureSize | null,
): Annotated =>
  typeof boxes === 'string'
    ? { ok: false, where, reason: boxes }
    : { ok: true, where, item, value: boxes.length === 0 ? { none: true } : { boxes }, size };

const marked = (where: string, item: AnnotatedItem, spans: readonly TextSpan[] | string): Annotated =>
  typeof spans === 'string'
    ? { ok: false, where, reason: spans }
    : { ok: true, where, item, value: spans.length === 0 ? { none: true } : { spans }, size: null };
