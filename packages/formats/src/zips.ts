/** Reads zips. It needs a library: apart from the others, so that pages load it where there is a zip. */
export {
  blobSource,
  checkZip,
  type ZippedFile,
  ZippedFileRefused,
  type ZipSource,
  type ZipSummary,
  zippedFiles,
} from './zip/read.ts';
