import { isLeftBySystem } from '@asg/formats';
import type { DroppedFile } from '@asg/ui';

const pictureEndings = /\.(?:avif|bmp|gif|heic|heif|ico|jfif|jp2|jpe?g|jxl|png|svg|tiff?|webp)$/i;
export const isPictureName = (name: string): boolean => pictureEndings.test(name);

const isPicture = ({ file }: DroppedFile): boolean =>
  file.type.startsWith('image/') || isPictureName(file.name);

/** Dropped files as what they seem to be; what they are, the server sees. */
export function sorted(files: readonly DroppedFile[]): {
  readonly pictures: readonly DroppedFile[];
  readonly others: readonly DroppedFile[];
} {
  const meant = files.filter(({ path }) => !isLeftBySystem(path));
  const byPath = meant.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  return { pictures: byPath.filter(isPicture), others: byPath.filter((file) => !isPicture(file)) };
}
