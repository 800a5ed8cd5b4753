export {
  type AnswerPair,
  alphaOfPairs,
  interval,
  krippendorffAlpha,
  type Metric,
  nominal,
  ordinal,
  pairsOf,
} from './agreement/alpha.ts';
export { goldCredit, goldScore } from './agreement/gold-score.ts';
export { boundingBoxes } from './bounding-boxes/bounding-boxes.ts';
export { type Box, type Boxes, boxesMax, type PictureExtent } from './bounding-boxes/parse.ts';
export { type Kind, type KindName, kindNames } from './kind.ts';
export { markColumns, taughtByMarks } from './marks/crowd.ts';
export { type MarkKind, type MarksSpec, markUnit } from './marks/mark-kind.ts';
export { masi } from './multi-label/masi.ts';
export type { Labels } from './multi-label/multi-label.ts';
export type { MultiLabelSpec } from './multi-label/parse.ts';
export type { Judgement } from './ranking/judgement.ts';
export { type Ranking, rankingOf } from './ranking/ranking.ts';
export type { RatingSpec } from './rating/parse.ts';
export { kinds } from './registry.ts';
export { type Span, type Spans, spansMax, type TextExtent } from './text-spans/parse.ts';
export { textSpans } from './text-spans/text-spans.ts';
export { basesOf, type CrowdModel, newCrowdModel, type TaughtCrowd, taught, weighed } from './units/crowd.ts';
export { drawnOrder, fromPlaces, toPlaces } from './units/places.ts';
export { onScale } from './units/scale.ts';
export type { Combined, DecidedUnit, Ground, KindLabel, Unit } from './units/unit.ts';
export { type Parsed, parsed, quoted, refused } from './values/refusal.ts';
