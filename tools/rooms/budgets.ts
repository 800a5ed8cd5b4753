/** How large a thing may get before it is split. */
export const budgets = {
  fileLines: 300,
  /** Tests not counted. */
  folderFiles: 15,
  /** Of a package, tests not counted. */
  roomLines: 15_000,
  /** Of a folder of a package with all below it, which is a room too: it has import rules of its own. Tests and lists not counted. */
  innerRoomLines: 5_000,
  settings: 104,
  routes: 232,
};

/** Lists that grow line by line, or step by step, and are looked up, not read. */
export const catalogue = /\/i18n\/(?:catalogues\/)?[a-zA-Z-]+\.ts$|\/migrations\/\d+/;

/** What may be larger for a while, with its lines or files, e.g. in the midst of a move. */
export const exceptions: Readonly<Record<string, number>> = {};

/** Circles of imports that may stand for a while, each by its first file. */
export const circles: readonly string[] = [];
