import { Button, Card, FileDrop, Meter, Notice, TextField } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'wouter';
import { gateway } from '../api/clients.ts';
import { count, percent } from '../parts/format.ts';
import { aboutField, problemText } from '../parts/problem.ts';
import { Forecast } from './forecast.tsx';
import { guessMapping, type Mapping } from './mapping.ts';
import { MappingFields } from './mapping-fields.tsx';
import { type Format, formatOf, type Row, readRows } from './rows.ts';
import { emptySpec, labelSpecOf } from './spec.ts';
import { SpecFields } from './spec-fields.tsx';
import { manifestOf } from './upload.ts';

/** Rows that are looked at for their columns, and those that are shown. */
const sampleMax = 50;

interface Sheet {
  readonly file: File;
  readonly format: Format;
  readonly columns: readonly string[];
  readonly sample: readonly Row[];
  readonly rows: number;
}

async function look(file: File): Promise<Sheet> {
  const format = formatOf(file.name);
  const sample: Row[] = [];
  let rows = 0;
  await readRows(file, format, (found) => {
    rows += found.length;
    if (sample.length < sampleMax) sample.push(...found.slice(0, sampleMax - sample.length));
  });
  const columns = [...new Set(sample.flatMap((row) => Object.keys(row)))].filter(
    (column) => column !== '__parsed_extra',
  );
  if (rows === 0 || columns.length === 0) throw new Error('empty');
  return { file, format, columns, sample, rows };
}

export function ManyTasks() {
  const read = useMutation({ mutationFn: look });
  if (read.data !== undefined)
    return <FromSheet key={read.data.file.name} sheet={read.data} onOther={() => read.reset()} />;
  return (
    <div className="ui-stack">
      <FileDrop
        label={read.isPending ? 'Reading the file…' : 'Drop a CSV or JSONL file here'}
        hint="A row or a line for each task. You choose next which column is what; nothing is sent before."
        accept=".csv,.tsv,.txt,.jsonl,.ndjson,.json,.manifest"
        onFile={(file) => read.mutate(file)}
      />
      {read.isError && (
        <Notice tone="danger" urgent>
          No rows were found in this file: a CSV begins with the names of its columns, and each line of a
          JSONL is an object.
        </Notice>
      )}
    </div>
  );
}

interface FromSheetProps {
  readonly sheet: Sheet;
  readonly onOther: () => void;
}

type Progress = { readonly step: 'reading' | 'sending'; readonly share: number };

function FromSheet({ sheet, onOther }: FromSheetProps) {
  const [mapping, setMapping] = useState<Mapping>(() => guessMapping(sheet.columns, sheet.sample));
  const [spec, setSpec] = useState(emptySpec);
  const [name, setName] = useState(() => jobName(sheet.file.name));
  const [progress, setProgress] = useState<Progress>({ step: 'reading', share: 0 });
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const submit = useMutation({
    mutationFn: async () => {
      const manifest = await manifestOf(sheet.file, sheet.format, mapping, (share) =>
        setProgress({ step: 'reading', share }),
      );
      const job = {
        file: manifest,
        task_type: spec.type,
        label_spec: labelSpecOf(spec),
        consensus_threshold: spec.threshold,
        ...(name.trim() === '' ? {} : { name: name.trim() }),
      };
      return gateway.jobs.upload(job, { onProgress: (share) => setProgress({ step: 'sending', share }) });
    },
    onSuccess: ({ job_id }) => {
      void client.invalidateQueries();
      navigate(`/jobs/${job_id}`);
    },
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    submit.mutate();
  };
  return (
    <form className="ui-stack" onSubmit={send} noValidate>
      <MappingFields sheet={sheet} mapping={mapping} onChange={setMapping} onOther={onOther} />
      <div className="main-aside">
        <Card title="What to ask">
          <div className="form">
            <SpecFields spec={spec} onChange={setSpec} error={submit.error} typeField="task_type" />
            <TextField
              label="Name of the job"
              note="optional"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={aboutField(submit.error, 'name')}
            />
            {submit.isError && (
              <Notice tone="danger" urgent>
                {problemText(submit.error)}
              </Notice>
            )}
            {submit.isPending && (
              <div className="ui-stack" role="status">
                <p className="ui-hint">
                  {progress.step === 'reading' ? 'Reading' : 'Sending'}, {percent(progress.share)}
                </p>
                <Meter label="Progress" share={progress.share} />
              </div>
            )}
            <div className="actions">
              <Button type="submit" variant="primary" size="large" busy={submit.isPending}>
                Submit {count(sheet.rows)} tasks
              </Button>
            </div>
          </div>
        </Card>
        <Forecast tasks={sheet.rows} threshold={spec.threshold} />
      </div>
    </form>
  );
}

/** The file's name in the form that a job's may have. */
const jobName = (fileName: string): string =>
  fileName
    .replace(/\.\w+$/, '')
    .replaceAll(/[^a-zA-Z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '')
    .slice(0, 63);
