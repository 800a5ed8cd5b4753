import { once } from 'node:events';
import { createReadStream, openAsBlob } from 'node:fs';
import { messageOf } from '@asg/domain/errors';
import { FileRefused, isZip } from '@asg/formats';
import { type Annotated, annotatedText, annotatedZip } from '@asg/formats/annotated-file';
import { blobSource, checkZip } from '@asg/formats/zips';
import { type Command, Option } from 'commander';
import { exitCodesHelp, Failure, interruptible, UsageError } from '../terminal/exit.ts';
import { classesOf, classesProblem, itemProblem } from './annotated-rules.ts';

interface ConvertOptions {
  readonly as: 'predictions' | 'gold';
  readonly model: string;
  readonly pictures?: string;
}

const problemsShown = 20;
const classesShown = 100;
const examples = `
What the file is, its content tells: COCO, a zip of Pascal VOC or YOLO (with classes.txt, and images.csv for the sizes), CoNLL, or rows of spaCy
(text and entities), Label Studio or the output manifest of Ground Truth. The manifest is for jobs of type bounding_boxes or text_spans.

Examples:
  $ asg jobs convert instances.json --pictures https://example.com/pictures/ > manifest.jsonl
  $ asg jobs convert checked.jsonl --as gold > gold.jsonl
`;

/** \`asg jobs convert\`: what other tools have of boxes and spans, as lines of a manifest. */
export function addConvert(jobs: Command): void {
  jobs
    .command('convert')
    .description('a file of boxes or spans of another tool as a manifest, on standard output')
    .argument('<file>', 'COCO, Pascal VOC, YOLO, CoNLL, spaCy, Label Studio or Ground Truth')
    .addOption(
      new Option(
        '--as <what>',
        'what the boxes or spans are: what a model of yours says, or the known answer',
      )
        .choices(['predictions', 'gold'])
        .default('predictions'),
    )
    .option('--model <name>', 'with predictions: the name of the model', 'imported')
    .option(
      '--pictures <address>',
      'what stands before the names of pictures that the file has no address of',
    )
    .addHelpText('after', examples + exitCodesHelp)
    .action((file: string, options: ConvertOptions) => interruptible(() => convert(file, options)));
}

async function convert(file: string, options: ConvertOptions): Promise<void> {
  let [taken, left] = [0, 0];
  const classes = new Set<string>();
  const refuse = (where: string, reason: string): void => {
    if (++left <= problemsShown) console.error(`asg: ${file}, ${where}: ${reason}`);
  };
  try {
    for await (const one of await annotatedFile(file)) {
      const line = one.ok ? lineOf(one, options) : null;
      const problem = one.ok ? itemProblem(one) : one.reason;
      if (!one.ok || problem !== null) refuse(one.where, problem ?? '');
      else if (line === null) refuse(one.where, 'the file does not say where the picture is: add --pictures');
      else {
        taken++;
        for (const name of classesOf(one.value)) if (classes.size < classesShown) classes.add(name);
        // As fast as it is read.
        if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain');
      }
    }
  } catch (error) {
    const isOfTheFile = error instanceof FileRefused;
    throw isOfTheFile ? new UsageError(`${file}: ${error.message}`) : error;
  }
  const told = classes.size === 0 ? '' : `, with the classes ${JSON.stringify([...classes])}`;
  console.error(`asg: ${taken} items${left === 0 ? '' : `, ${left} left out`}${told}`);
  const tooMany = classes.size === 0 ? null : classesProblem([...classes]);
  if (tooMany !== null) throw new Failure(`${file}: ${tooMany}: no job has them all`);
  if (left > 0) throw new Failure(`${left} items of ${file} were left out`);
}

/** Null: nobody says where the picture is. */
function lineOf({ item, value }: Annotated & { readonly ok: true }, { as, model, pictures }: ConvertOptions) {
  if ('name' in item && pictures === undefined) return null;
  const shown =
    'text' in item
      ? { data: { text: item.text } }
      : {
          data_url:
            'url' in item ? item.url : `${pictures}${item.name.split('/').map(encodeURIComponent).join('/')}`,
        };
  return as === 'gold'
    ? { ...shown, gold_label: JSON.stringify(value) }
    : { ...shown, predictions: [{ model, value }] };
}

async function annotatedFile(file: string): Promise<AsyncIterable<Annotated>> {
  let blob: Blob;
  try {
    blob = await openAsBlob(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`);
  }
  if (!isZip(await blob.slice(0, 4).bytes())) return annotatedText(() => createReadStream(file));
  const source = blobSource(blob);
  await checkZip(source, Number.POSITIVE_INFINITY);
  return annotatedZip(source);
}
