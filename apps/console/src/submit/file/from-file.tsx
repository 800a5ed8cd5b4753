import { aboutField, count, gateway, LineNotes, plural, Refused } from '@asg/console-kit';
import { viewOf } from '@asg/console-kit/kinds';
import { itemKinds } from '@asg/domain/names';
import { Button, Card, Notice, TextField } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Forecast } from '../forecast.tsx';
import { OrderFields } from '../order-fields.tsx';
import { type FileProgress, SendingFile } from '../sending-file.tsx';
import {
  comparesBy,
  crowdOf,
  isFieldOfForm,
  jobName,
  labelSpecOf,
  orderOf,
  policyOf,
  type Spec,
  specOfRow,
} from '../spec.ts';
import { SpecFields, TypeField } from '../spec-fields.tsx';
import { useChecked } from './checks.ts';
import { asItIs, guessMapping, type Mapping } from './mapping.ts';
import { MappingFields } from './mapping-fields.tsx';
import { FirstRows, previewOf, usePreview, WorkerView } from './preview.tsx';
import { ReadCard } from './read-card.tsx';
import { isFileRefused, type LineNote, type Sheet, tasksOf } from './reading.ts';
import { manifestOf } from './upload.ts';

interface FromFileProps {
  readonly sheet: Sheet;
  /** Of an earlier job that is repeated; null: as the first row says. */
  readonly settings: Spec | null;
  readonly onEncoding: (encoding: string | null) => void;
  readonly onOther: () => void;
}

/** Rows that would be left out: the reader is asked before the others are sent. */
class RowsUnsent extends Error {
  readonly notes: readonly LineNote[];

  constructor(notes: readonly LineNote[]) {
    super('rows are none');
    this.notes = notes;
  }
}

/** Of a file that was read: what was found, what is what, what to ask; then the job. */
export function FromFile({ sheet, settings, onEncoding, onOther }: FromFileProps) {
  const [chosen, setMapping] = useState<Mapping>(() =>
    guessMapping(
      sheet.columns,
      sheet.sample.map(({ row }) => row),
      sheet.isTable,
    ),
  );
  const [spec, setSpec] = useState<Spec>(
    () => settings ?? specOfRow(previewOf(sheet, chosen).find(({ outcome }) => outcome.ok)?.outcome),
  );
  const { hasItems } = viewOf(spec.type);
  const mapping = useMemo(() => (hasItems ? chosen : { ...chosen, compared: [] }), [chosen, hasItems]);
  const compares = useMemo(() => comparesBy(spec.type), [spec.type]);
  const preview = usePreview(sheet, mapping);
  const checked = useChecked(sheet, mapping, compares);
  const [name, setName] = useState(() => jobName(sheet.file.name));
  const [progress, setProgress] = useState<FileProgress>({ step: 'reading', share: 0 });
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const leaving = useAbortedWhenLeft();
  const submit = useMutation({
    mutationFn: async (isAgreed: boolean) => {
      // The rows that are left out are marked above already.
      const isTold = checked.isDone && sheet.isWhole;
      const signal = leaving();
      const { encoding, file } = sheet;
      const order = orderOf(spec);
      const own = Object.keys(order).length > 0 ? null : asItIs(sheet.columns, mapping);
      const reading = {
        encoding,
        signal,
        onProgress: (share: number) => setProgress({ step: 'reading', share }),
      };
      const sent =
        own === null ? await manifestOf(sheet, mapping, order, reading) : { manifest: file, unsent: [] };
      if (sent.unsent.length > sheet.refused && !isAgreed && !isTold) throw new RowsUnsent(sent.unsent);
      const { textColumn } = own ?? { textColumn: null };
      const job = {
        file: sent.manifest,
        task_type: spec.type,
        label_spec: labelSpecOf(spec),
        ...policyOf(spec),
        sensitive: spec.sensitive,
        ...crowdOf(spec),
        ...(own === null || encoding === null ? {} : { encoding }),
        ...(textColumn === null ? {} : { text_column: textColumn }),
        ...(name.trim() === '' ? {} : { name: name.trim() }),
      };
      return gateway.jobs.upload(job, {
        signal,
        onProgress: (share) => setProgress({ step: 'sending', share }),
      });
    },
    onSuccess: ({ job_id }) => {
      void client.invalidateQueries();
      navigate(`/jobs/${job_id}`);
    },
  });
  const { error } = submit;
  const isAsked = error instanceof RowsUnsent;
  const isChosen = mapping.item !== null || !sheet.isTable || mapping.compared.length > 1;
  const wrongKind = useMemo(() => {
    const isText = preview.some(({ outcome }) => outcome.ok && outcome.task.data !== undefined);
    return isText && itemKinds[spec.type] === 'image';
  }, [preview, spec.type]);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (isChosen && !wrongKind) submit.mutate(isAsked);
  };
  const tasks = Math.max(0, tasksOf(sheet) - checked.bad);
  return (
    <form className="ui-stack" onSubmit={send} noValidate>
      <ReadCard sheet={sheet} onEncoding={onEncoding} onOther={onOther}>
        <MappingFields
          sheet={sheet}
          mapping={mapping}
          hasItems={hasItems}
          onChange={(next) => {
            submit.reset();
            setMapping(next);
          }}
        />
        {isChosen && checked.bad > 0 && (
          <Notice tone="warning">
            {plural(checked.bad, 'row')} of this file {checked.bad === 1 ? 'becomes' : 'become'} no task as it
            is read now. Correct the file or the columns, or submit the others.
            <LineNotes
              notes={checked.notes}
              total={checked.bad}
              fileName={`${sheet.file.name}-no-tasks.csv`}
            />
          </Notice>
        )}
        {isChosen && <FirstRows rows={preview} compares={compares} />}
      </ReadCard>
      <div className="main-aside">
        <Card title="What to ask">
          <div className="form">
            <TypeField
              spec={spec}
              onChange={setSpec}
              error={error}
              typeField="task_type"
              typeProblem={wrongKind ? 'The items are texts: choose a type that takes them' : null}
            />
            <SpecFields spec={spec} onChange={setSpec} error={error} />
            <OrderFields spec={spec} onChange={setSpec} error={error} />
            <TextField
              label="Name of the job"
              note="optional"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={aboutField(error, 'name')}
            />
            {isAsked && (
              <Notice tone="warning" urgent>
                {count(error.notes.length)} rows become no tasks when they are read so. Press again to submit
                the others.
                <LineNotes
                  notes={error.notes}
                  total={error.notes.length}
                  fileName={`${sheet.file.name}-refused.csv`}
                />
              </Notice>
            )}
            {isFileRefused(error) && (
              <Notice tone="danger" urgent>
                Nothing was sent: {error.message}.
              </Notice>
            )}
            {error !== null && !isAsked && !isFileRefused(error) && (
              <Refused error={error} told={isFieldOfForm} />
            )}
            {submit.isPending && <SendingFile progress={progress} />}
            <div className="actions" aria-busy={!checked.isDone}>
              <Button
                type="submit"
                variant="primary"
                size="large"
                busy={submit.isPending}
                disabled={!isChosen || wrongKind || tasks === 0}
              >
                {isAsked
                  ? 'Submit the others'
                  : `Submit ${sheet.isWhole ? '' : 'about '}${checked.bad > 0 ? 'the other ' : ''}${plural(tasks, 'task')}`}
              </Button>
            </div>
          </div>
        </Card>
        <div className="ui-stack">
          {isChosen && <WorkerView rows={preview} compares={compares} spec={spec} />}
          <Forecast tasks={tasks} spec={spec} />
        </div>
      </div>
    </form>
  );
}

/** Signals that end when the page is left: nothing is read or sent for a page that nobody sees. */
function useAbortedWhenLeft(): () => AbortSignal {
  const left = useRef<AbortController | null>(null);
  useEffect(() => () => left.current?.abort(), []);
  return () => {
    left.current = new AbortController();
    return left.current.signal;
  };
}
