import { exportFormats } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, requestObject } from '../parts/fields.ts';
import { taskFilterFields } from '../tasks/list-schemas.ts';

const format = {
  format: Type.Optional(
    choice(exportFormats, {
      description:
        'Default: jsonl. ground_truth: the output manifest of SageMaker Ground Truth. label_studio: tasks with annotations, as Label Studio imports them into a project whose object is called `text` or `image` and whose choices `label`; label_studio_config: the labelling configuration of such a project, whatever the kinds of its tasks. huggingface: a zip of the folder that `load_dataset` reads, with its card. preferences, preferences_csv: of comparisons, a row for each pair with `prompt`, `chosen` and `rejected`, as training libraries read them (JSONL, CSV); a tie has none. coco, voc, yolo: boxes on pictures, as the libraries that train on them read them (JSON; a zip of XML; a zip of texts with `classes.txt`, `data.yaml` and `images.csv`); conll, spacy: spans of texts (BIO in the columns of CoNLL 2003; JSONL with `text` and `entities`). Tasks that are not decided are not in these, nor lines that repeat another. A job whose kind a format has no place for is refused',
    }),
  ),
  bom: Type.Optional(
    Type.Boolean({
      description:
        'With csv and preferences_csv alone. true: begins with a byte order mark, by which Excel knows UTF-8',
    }),
  ),
  guard_formulas: Type.Optional(
    Type.Boolean({
      description:
        'With csv and preferences_csv alone. Default: true, a text that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line break) gets an apostrophe before it',
    }),
  ),
};

export const jobExportQuery = requestObject({
  ...format,
  partial: Type.Optional(Type.Boolean({ description: 'true: what there is, before the job is completed' })),
});
export const batchExportQuery = requestObject(format);
export const taskExportQuery = requestObject({ ...format, ...taskFilterFields });
