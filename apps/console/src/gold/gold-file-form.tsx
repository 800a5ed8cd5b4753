import { Form, gateway, plural } from '@asg/console-kit';
import { ASGGatewayHTTPError, type ErrorDetail } from '@asg/sdk';
import { Notice, Table, TextField, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

/** A file of gold: all its rows are added, or each bad one is shown. */
export function GoldFileForm({ onDone }: { readonly onDone: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const client = useQueryClient();
  const say = useToast();
  const send = useMutation({
    mutationFn: (chosen: File) => gateway.gold.import(chosen),
    onSuccess: ({ added }) => {
      say({ text: `${plural(added, 'item')} added.` });
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['gold'] }),
  });
  const bad = badRows(send.error);
  return (
    <Form
      action="Add the rows"
      isMain
      busy={send.isPending}
      disabled={file === null}
      error={bad.length > 0 ? null : send.error}
      onSend={() => file !== null && send.mutate(file)}
    >
      <TextField
        label="File"
        type="file"
        accept=".csv,.tsv,.jsonl,.ndjson,.json,.gz"
        onChange={(event) => {
          setFile(event.currentTarget.files?.[0] ?? null);
          send.reset();
        }}
        hint="CSV or JSONL, 10,000 rows and 8 MiB at most"
      />
      <p className="ui-muted">
        Columns: <code>type</code>, <code>data_url</code> or <code>text</code>, <code>question</code>,{' '}
        <code>options</code> (cat|dog), <code>gold_label</code>; also <code>use</code> (test or practice),{' '}
        <code>reason</code>, <code>language</code>.
      </p>
      {bad.length > 0 && (
        <>
          <Notice tone="danger" urgent>
            Nothing was added, for what is wrong in {plural(bad.length, 'place')}. Put it right, and choose
            the file again.
          </Notice>
          <Table
            caption="Rows that are wrong"
            columns={[
              { title: 'Row', cell: ({ line }) => <span>Row {line}</span> },
              { title: 'Field', cell: ({ name }) => <span className="wrap">{name}</span> },
              { title: 'What is wrong', cell: ({ message }) => <span className="wrap">{message}</span> },
            ]}
            rows={bad}
            rowKey={({ key }) => key}
          />
        </>
      )}
    </Form>
  );
}

interface BadRow {
  readonly key: string;
  readonly line: string;
  readonly name: string;
  readonly message: string;
}

function badRows(error: unknown): readonly BadRow[] {
  if (!(error instanceof ASGGatewayHTTPError)) return [];
  return error.details.flatMap(({ field, message, constraint }: ErrorDetail, i) => {
    const [, line, name = ''] = /^lines\.(\d+)(?:\.(.+))?$/.exec(field) ?? [];
    if (line === undefined) return [];
    const said = message.replace(/^line \d+: /, '').replaceAll(`lines.${line}.`, '');
    return [{ key: `${i} ${constraint}`, line, name: name === '' ? 'the row' : name, message: said }];
  });
}
