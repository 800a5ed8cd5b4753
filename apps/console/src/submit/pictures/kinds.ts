import type { DroppedFile } from '@asg/ui';

const pictureEndings = /\.(?:avif|bmp|gif|heic|heif|ico|jfif|jp2|jpe?g|jxl|png|svg|tiff?|webp)$/i;
/** What systems leave in folders, and nobody means. */
const leftovers = /(?:^|\/)(?:\.[^/]*|__MACOSX\/.*|Thumbs\.db|desktop\.ini)$/i;

const isPicture = ({ file }: DroppedFile): boolean =>
  file.type.startsWith('image/') || pictureEndings.test(file.name);

/** Dropped files as what they seem to be; what they are, the server sees. */
export function sorted(files: readonly DroppedFile[]): {
  readonly pictures: readonly DroppedFile[];
  readonly others: readonly DroppedFile[];
} {
  const meant = files.filter(({ path }) => !leftovers.test(path));
  const byPath = meant.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  return { pictures: byPath.filter(isPicture), others: byPath.filter((file) => !isPicture(file)) };
}
