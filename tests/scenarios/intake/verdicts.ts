/** What every entrance says of a file. */
export interface Verdict {
  readonly tasks: number;
  /** Lines of the rows that become none, in the order of the file; `file`: it is refused as a whole, or has nothing in it. */
  readonly errors?: readonly number[] | 'file';
  /** Is in what is said of errors, of the file and in notices. */
  readonly said?: RegExp;
  /** The encoding that is named. */
  readonly encoding?: string;
}

const three: Verdict = { tasks: 3 };
const one: Verdict = { tasks: 1 };
const notUtf8 = (line: number): Verdict => ({
  tasks: 0,
  errors: 'file',
  said: new RegExp(`not UTF-8 at line ${line}|line ${line}: the line is not UTF-8`),
});
const nothing: Verdict = { tasks: 0, errors: 'file', said: /there is no (row|task) in it/ };
const comma = /line 1( and \d+ more)?: a comma behind an object is passed over/;
const twice = /the same item as in line/;

/** File by file of the cases of `packages/formats`, all of them; `file@encoding` has it named. */
export const verdicts: Readonly<Record<string, Verdict>> = {
  'array.json': three,
  'bigint.jsonl': one,
  'bom.csv': three,
  'bom.jsonl': three,
  'c-gt-ref.manifest': { tasks: 2 },
  'cp1252.csv': notUtf8(2),
  'cp1252.csv@windows-1252': { ...three, encoding: 'windows-1252' },
  'cp1252.jsonl': notUtf8(1),
  'cp1252.jsonl@cp1252': { ...three, encoding: 'cp1252' },
  'cp949.csv': notUtf8(2),
  'cp949.csv@cp949': { ...one, encoding: 'cp949' },
  'cr.csv': three,
  'cr.jsonl': three,
  'crlf.csv': three,
  'crlf.jsonl': three,
  'dupkeys.jsonl': { tasks: 0, errors: [1], said: /the key "data_url" is there twice/ },
  'dupurl.csv': { tasks: 2, said: twice },
  'empty.csv': nothing,
  'emptyopts.csv': { tasks: 0, errors: [2], said: /label_spec\.options\.1/ },
  'headeronly.csv': nothing,
  'ls-export.json': { tasks: 5, said: /annotations, predictions.* is passed over/ },
  'ls.jsonl': one,
  'lscv.json': one,
  'm-array.json': three,
  'm-bigint.jsonl': one,
  'm-blank.jsonl': three,
  'm-bom.jsonl': three,
  'm-conc.jsonl': three,
  'm-cr.jsonl': three,
  'm-crlf.jsonl': three,
  'm-csv.csv': one,
  'm-dup.jsonl': { tasks: 6, said: twice },
  'm-empty.jsonl': nothing,
  'm-gt.jsonl': { tasks: 5, errors: [5, 6, 7], said: /source must be a text/ },
  'm-midbom.jsonl': { tasks: 6, said: twice },
  'm-nan.jsonl': { tasks: 1, errors: [1, 2], said: /NaN is not JSON/ },
  'm-noeol.jsonl': three,
  'm-ok.jsonl': three,
  'm-ok.jsonl.gz': three,
  'm-onlyblank.jsonl': nothing,
  'm-trail.jsonl': { tasks: 3, said: comma },
  'm-utf16.jsonl': three,
  'm-utf16be.jsonl': three,
  'metanum.csv': one,
  'nan.jsonl': { tasks: 0, errors: [1], said: /NaN is not JSON/ },
  'nbspheader.csv': one,
  'num.csv': one,
  'numlabels.jsonl': { tasks: 0, errors: [1], said: /label_spec\.options\.0 must be a string/ },
  'ok.csv': three,
  'ok.jsonl': three,
  'pandasidx.csv': { tasks: 1, said: /the first column has no name, and is passed over/ },
  'pretty.json': one,
  'proto.csv': { tasks: 0, errors: [2], said: /a key that is not allowed \(__proto__/ },
  'quoted-bom.csv': one,
  'semicolon.csv': three,
  'sep.csv': three,
  'short.csv': { tasks: 1, errors: [3, 4, 5], said: /line 5: a quote that is opened here.* is never closed/ },
  'shortrow.csv': { tasks: 1, errors: [3], said: /has 3 values, the header has 4/ },
  'surrogate.jsonl': { tasks: 0, errors: [1], said: /well-formed Unicode|ill-formed Unicode/ },
  'tab.csv': three,
  'trailcomma.csv': three,
  'trailcomma.jsonl': { tasks: 3, said: comma },
  'unquoted.csv': one,
  'upper.csv': one,
  'utf16.jsonl': three,
};
