/** A file that was dropped or chosen, with its place in the folder that came with it. */
export interface DroppedFile {
  readonly file: File;
  /** `folder/name`, or the name alone. */
  readonly path: string;
}

/** A folder is read as far as this. */
const filesMax = 100_000;

/** The files of a drop, those in its folders too. Must be called while the drop is handled: what it holds is gone after it. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const plain = [...transfer.files];
  const found: DroppedFile[] = [];
  if (entries.every((entry) => entry === null)) return plain.map((file) => ({ file, path: file.name }));
  for (const entry of entries) if (entry !== null) await gather(entry, found);
  return found;
}

/** The files of an input, of which a folder may have been chosen. */
export const chosenFiles = (files: FileList): readonly DroppedFile[] =>
  [...files]
    .slice(0, filesMax)
    .map((file) => ({ file, path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath }));

async function gather(entry: FileSystemEntry, found: DroppedFile[]): Promise<void> {
  if (found.length >= filesMax) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, path: entry.fullPath.replace(/^\//, '') });
  } else if (isFolder(entry)) {
    const reader = entry.createReader();
    for (;;) {
      // It hands over a part at a time, and nothing at the end.
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) return;
      for (const one of some) await gather(one, found);
    }
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
