export { notDecoded, type PictureFormat, pictureFormatOf, unsupportedWords } from './formats.ts';
export * from './pictures.ts';
export type {
  Inspection,
  Picture,
  PictureRefusal,
  PictureResult,
  PictureSize,
  PictureType,
} from './results.ts';
