import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Looks for texts that nobody may find again, in every way in which they could be written. */
export class Traces {
  readonly #forms: readonly Buffer[];

  constructor(texts: readonly string[]) {
    this.#forms = texts.flatMap((text) =>
      [text, text.toLowerCase(), encodeURIComponent(text), text.replaceAll(' ', '')].flatMap((form) => [
        Buffer.from(form),
        Buffer.from(form, 'utf16le'),
        Buffer.from(Buffer.from(form).toString('base64').slice(0, -4)),
      ]),
    );
  }

  /** Those that are in it. */
  in(bytes: Buffer): readonly string[] {
    return this.#forms.filter((form) => bytes.includes(form)).map((form) => form.toString());
  }

  /** Files below the folder that have any of it in them. */
  filesIn(folder: string): readonly string[] {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
      const path = join(folder, name);
      // A log of the database goes while it is looked at.
      const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
      return isFile && this.in(readFileSync(path)).length > 0;
    });
  }
}
