import { type ExportFormat, sentMetadata } from '@asg/domain';
import { isPictureName } from '@asg/formats';
import {
  type BoxedPicture,
  cocoOf,
  conllOf,
  type PicturePages,
  spacyOf,
  type TextSpan,
  vocFiles,
  yoloFiles,
} from '@asg/formats/annotations';
import { zipOf } from '@asg/formats/tables';
import type { Storage } from '@asg/storage';
import { exportOf, finalOf, kindTaskOf } from './kinds/kind-task.ts';
import { zippedMax } from './kinds/registry.ts';
import type { Source } from './source.ts';
import { type ExportedItem, withTexts } from './texts.ts';

/** Formats of what is drawn on pictures and marked in texts. */
export type AnnotationFormat = Extract<ExportFormat, 'coco' | 'voc' | 'yolo' | 'conll' | 'spacy'>;

interface Order {
  readonly storage: Storage;
  readonly source: Source;
  /** Unix ms: what is decided later is not in it. */
  readonly nowMs: number;
}

/** The writers of each. A task is in a file once it was decided; a line that repeated another task is not. */
export const annotationWriters: Readonly<
  Record<AnnotationFormat, (order: Order) => AsyncGenerator<Uint8Array>>
> = {
  async *coco(order) {
    const { title } = order.source;
    const about = { title, classes: await classesOf(order) };
    for await (const text of cocoOf(picturesOf(order), about)) yield Buffer.from(text);
  },
  voc: (order) => zipOf(vocFiles(zippedOf(order)), order.nowMs),
  async *yolo(order) {
    yield* zipOf(yoloFiles(zippedOf(order), await classesOf(order)), order.nowMs);
  },
  async *conll(order) {
    for await (const page of textsOf(order))
      yield Buffer.from(page.map(({ text, spans }) => conllOf(text, spans)).join(''));
  },
  async *spacy(order) {
    for await (const page of textsOf(order))
      yield Buffer.from(
        page.map(({ text, spans, meta }) => `${JSON.stringify(spacyOf(text, spans, meta))}\n`).join(''),
      );
  },
};

/** Of the first page: classes that no box is of are in it as well, so that places are those of the job. */
async function classesOf({ source }: Order): Promise<readonly string[]> {
  for await (const page of source.pages())
    return [...new Set(page.flatMap(({ task }) => task.labelSpec.classes ?? []))];
  return [];
}

/** Decided when the export began: the same however often they are gone through. */
const isIn = ({ task, isRepeated }: ExportedItem, { nowMs }: Order): boolean =>
  !isRepeated && task.decision !== null && task.decision.decidedAtMs <= nowMs;

function picturesOf(order: Order): PicturePages {
  return async function* () {
    for await (const page of withTexts(order.storage, order.source))
      yield page.filter((one) => isIn(one, order)).flatMap(pictureOf);
  };
}

/** The same for a zip. Throws where there are too many: the file that was begun is then none. */
function zippedOf(order: Order): PicturePages {
  const pictures = picturesOf(order);
  return async function* () {
    let count = 0;
    for await (const page of pictures()) {
      count += page.length;
      if (count > zippedMax) throw new Error(`a zip has ${zippedMax} pictures at most: take coco`);
      yield page;
    }
  };
}

function pictureOf(exported: ExportedItem): readonly BoxedPicture[] {
  const { boxes } = exportOf(exported);
  if (boxes === undefined) return [];
  const { line: number, task } = exported;
  const told = kindTaskOf(exported, finalOf(exported));
  return [{ number, title: titleOf(exported), url: task.dataUrl, size: told.size, boxes: boxes(told) }];
}

/** Of a picture that came in a zip its name there, else the last part of its address; nothing of one that is its own address. */
function titleOf({ task: { metadata, dataUrl }, contentType }: ExportedItem): string {
  const file = sentMetadata(metadata)?.file;
  if (typeof file === 'string' && file !== '') return file;
  const [, kind] = /^image\/([a-z]{3,4})$/.exec(contentType ?? '') ?? [];
  const ending = kind === undefined ? '' : `.${kind === 'jpeg' ? 'jpg' : kind}`;
  const { protocol, pathname } = URL.parse(dataUrl) ?? { protocol: '', pathname: '' };
  if (!/^(?:https?|s3|gs):$/.test(protocol)) return ending;
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  return decoded(last) + (isPictureName(last) ? '' : ending);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

interface MarkedText {
  readonly text: string;
  readonly spans: readonly TextSpan[];
  readonly meta: Readonly<Record<string, unknown>>;
}

/** Texts that came by value: of others nobody keeps the words. */
async function* textsOf(order: Order): AsyncGenerator<readonly MarkedText[]> {
  for await (const page of withTexts(order.storage, order.source))
    yield page
      .filter((one) => isIn(one, order))
      .flatMap((exported) => {
        const { spans } = exportOf(exported);
        const { text, line, task } = exported;
        if (spans === undefined || text === null) return [];
        const told = kindTaskOf(exported, finalOf(exported));
        const confidence = task.decision?.confidence ?? null;
        const metadata = sentMetadata(task.metadata);
        const meta = { line, task_id: task.taskId, confidence, ...(metadata !== null && { metadata }) };
        return [{ text, spans: spans(told), meta }];
      });
}
