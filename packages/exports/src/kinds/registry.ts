import { type ExportFormat, exportFormatsOf, type TaskKind, type TaskType } from '@asg/domain';
import { boundingBoxes } from './bounding-boxes.ts';
import { choice } from './choice.ts';
import { comparison } from './comparison.ts';
import type { KindExport } from './kind-export.ts';
import { multiLabel } from './multi-label.ts';
import { rating } from './rating.ts';
import { textSpans } from './text-spans.ts';

/** How each kind of task leaves. */
export const kindExports: Readonly<Record<TaskKind, KindExport>> = {
  choice,
  comparison,
  multi_label: multiLabel,
  rating,
  bounding_boxes: boundingBoxes,
  text_spans: textSpans,
};

/** Why there can be no file of that format with tasks of that type; null: there can. */
export const formatProblem = (format: ExportFormat, type: TaskType): string | null =>
  exportFormatsOf(type).includes(format)
    ? null
    : `${format} has no place for the labels of ${type}: take another format`;

/** More files of pictures than a zip has: its directory is kept until its end. */
export const zippedMax = 100_000;

/** Why a file of so many lines is not made in that format; null: it is. */
export const sizeProblem = (format: ExportFormat, lines: number): string | null =>
  (format === 'voc' || format === 'yolo') && lines > zippedMax
    ? `${format} has a file for each picture, and a zip ${zippedMax} at most: take coco`
    : null;
