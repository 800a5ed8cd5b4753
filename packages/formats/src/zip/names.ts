/** What systems leave in folders and zips, and nobody means. `path`: with slashes. */
export const isLeftBySystem = (path: string): boolean =>
  path
    .split('/')
    .some(
      (part) =>
        (part.startsWith('.') && part !== '.' && part !== '..') ||
        part === '__MACOSX' ||
        /^(?:thumbs\.db|desktop\.ini)$/i.test(part),
    );

/** What is said where there were such files. */
export const leftBySystem = 'what systems leave (.DS_Store, __MACOSX, Thumbs.db) is passed over';

const pictureEndings = /\.(?:avif|bmp|gif|heic|heif|ico|jfif|jp2|jpe?g|jxl|png|svg|tiff?|webp)$/i;
/** Whether a file, or what an address leads to, is called as pictures are. */
export const isPictureName = (name: string): boolean => pictureEndings.test(name);

/** Documents of office programs, books and programs are zips, too: by the names that each has. */
const documentNames: ReadonlySet<string> = new Set([
  '[Content_Types].xml',
  'META-INF/manifest.xml',
  'META-INF/container.xml',
  'META-INF/MANIFEST.MF',
]);

export const isOfDocument = (name: string): boolean => documentNames.has(name);

const control = /\p{Cc}/u;

/** Why a file cannot be taken under that name, as the end of a sentence on it; null: it can. */
export function nameProblem(name: string): string | null {
  if (name.includes('\uFFFD') || !name.isWellFormed()) return 'has a name that is not UTF-8';
  if (control.test(name)) return 'has a name with control characters';
  if (/^\/|^[a-z]:/i.test(name) || name.split('/').includes('..'))
    return 'has a name that leads out of the zip';
  return null;
}
