import { isLeftBySystem, isPictureName } from '@asg/formats';
import type { DroppedFile } from '@asg/ui';

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
