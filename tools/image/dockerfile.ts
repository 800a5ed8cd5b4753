import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, matchesGlob, posix, relative } from 'node:path';
import { copyRoot, inRoot } from './root.ts';

/** What a stage has come to: its files, and what its image says of how it is run. */
export interface Image {
  readonly base: string;
  readonly root: string;
  readonly environment: Record<string, string>;
  readonly labels: Record<string, string>;
  workdir: string;
  user: string;
  /** Of instructions whose text is a list in JSON: VOLUME, HEALTHCHECK, ENTRYPOINT, CMD. */
  readonly lists: Record<string, readonly string[]>;
}

export interface Build {
  /** The folder that is sent to the builder, with its `.dockerignore`. */
  readonly context: string;
  /** The root of the one base image. */
  readonly base: string;
  /** Where roots of stages are made. */
  readonly work: string;
  /** Given to every command, such as where the registry is. */
  readonly settings: Readonly<Record<string, string>>;
  /** `--build-arg`. */
  readonly given: Readonly<Record<string, string>>;
}

const variableForm = /\$\{(\w+)\}/g;
const pairForm = /([\w.]+)=(?:"([^"]*)"|(\S*))/g;
const pairs = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(pairForm)].map(([, name = '', quoted, plain = '']) => [name, quoted ?? plain]),
  );

/** Carries out a Dockerfile, each instruction in a root of its stage; the image of the last. Throws at what it does not know. */
export function build(file: string, { context, base, work, settings, given }: Build): Image {
  const stages = new Map<string, Image>();
  const globals: Record<string, string> = {};
  let [stage, locals]: [Image | null, Record<string, string>] = [null, {}];
  const ignored = readFileSync(join(context, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((row) => /^[^#]/.test(row));
  const isSent = (path: string): boolean =>
    !ignored.some((pattern) => matchesGlob(relative(context, path), pattern));

  for (const { keyword, text, line } of instructionsOf(readFileSync(file, 'utf8'))) {
    const fail = (why: string): never => {
      throw new Error(`line ${line}, ${keyword} ${text}: ${why}`);
    };
    const values: Readonly<Record<string, string>> =
      stage === null || keyword === 'FROM' ? globals : { ...locals, ...stage.environment };
    // In RUN the shell puts them in.
    const put: string =
      keyword === 'RUN' ? text : text.replace(variableForm, (_, name) => values[name] ?? fail(`no ${name}`));
    if (keyword === 'FROM') {
      const [image = '', , name = `${stages.size}`] = put.split(' ');
      if (image !== globals.NODE) fail('all stages have one base');
      stage = {
        base: image,
        root: join(work, name),
        environment: {},
        labels: {},
        workdir: '/',
        user: '0:0',
        lists: {},
      };
      stages.set(name, stage);
      locals = {};
      copyRoot(base, stage.root);
      continue;
    }
    if (keyword === 'ARG') {
      const [name = '', value = ''] = put.split('=');
      (stage === null ? globals : locals)[name] = given[name] ?? value;
      continue;
    }
    if (stage === null) return fail('before the first FROM');
    console.log(`${basename(stage.root)}: ${keyword} ${text}`);
    const { root, environment, labels, lists, workdir, user } = stage;
    if (keyword === 'ENV') Object.assign(environment, pairs(put));
    else if (keyword === 'LABEL') Object.assign(labels, pairs(put));
    else if (keyword === 'USER') stage.user = put;
    else if (keyword === 'WORKDIR') {
      stage.workdir = posix.resolve(workdir, put);
      mkdirSync(join(root, stage.workdir), { recursive: true });
    } else if (keyword === 'RUN') {
      inRoot({ root, workdir, user, environment: { ...settings, ...values } }, ['/bin/sh', '-c', text]);
    } else if (keyword === 'COPY') {
      const [, name, rest = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(put) ?? [];
      const from = name === undefined ? context : (stages.get(name)?.root ?? fail('no such stage'));
      const paths = rest.split(' ');
      const target = join(root, posix.resolve(workdir, paths.at(-1) ?? '.'));
      for (const source of paths.slice(0, -1).map((path) => join(from, path)))
        cpSync(
          source,
          statSync(source).isFile() && existsSync(target) ? join(target, basename(source)) : target,
          {
            recursive: true,
            verbatimSymlinks: true,
            filter: (path) => name !== undefined || isSent(path),
          },
        );
    } else if (['VOLUME', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'].includes(keyword)) {
      // A shell before the program would keep signals from it.
      const [list = fail('must be a list')] = /\[.*\]$/.exec(put) ?? [];
      lists[keyword] = JSON.parse(list);
    } else if (keyword === 'STOPSIGNAL' ? put !== 'SIGTERM' : keyword !== 'EXPOSE') fail('is not known here');
  }
  if (stage === null) throw new Error(`${file} has no FROM`);
  return stage;
}

function instructionsOf(text: string): readonly { keyword: string; text: string; line: number }[] {
  const found: { keyword: string; text: string; line: number }[] = [];
  let isContinued = false;
  for (const [i, row] of text.split('\n').entries()) {
    if (row.trim() === '' || row.startsWith('#')) continue;
    const piece = row.trim().replace(/\s*\\$/, '');
    const last = found.at(-1);
    if (isContinued && last !== undefined) last.text += ` ${piece}`;
    else {
      const [keyword = ''] = piece.split(' ', 1);
      found.push({ keyword, text: piece.slice(keyword.length).trim(), line: i + 1 });
    }
    isContinued = row.endsWith('\\');
  }
  return found;
}
