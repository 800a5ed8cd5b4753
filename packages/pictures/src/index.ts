export { notDecoded, type PictureFormat, pictureFormatOf, unsupportedWords } from './formats.ts';
export * from './pictures.ts';
export type { Inspection, Picture, PictureRefusal, PictureResult, PictureType } from './results.ts';
