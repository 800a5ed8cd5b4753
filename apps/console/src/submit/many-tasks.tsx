import { LineNotes, percent } from '@asg/console-kit';
import { Button, type DroppedFile, FileDrop, Meter, Notice } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { EncodingField } from './file/encoding-field.tsx';
import { FromFile } from './file/from-file.tsx';
import { isFileRefused, look, NothingInIt } from './file/reading.ts';
import { FromPictures } from './pictures/from-pictures.tsx';
import { sorted } from './pictures/kinds.ts';
import { lookIntoZip } from './pictures/zip.ts';
import type { Spec } from './spec.ts';

interface Chosen {
  readonly file: File;
  readonly encoding: string | null;
}

/** What came that no job can be made of, in a sentence. */
const unreadable = 'The browser could not read what was dropped. Choose it with the button instead.';
const oneTable = 'These are several files, and no pictures: a job is made of one table or zip at a time.';

/** A table or pictures are chosen, looked at, and made a job. */
export function ManyTasks({ settings }: { readonly settings: Spec | null }) {
  const [share, setShare] = useState(0);
  const reading = useRef<AbortController | null>(null);
  useEffect(() => () => reading.current?.abort(), []);
  const read = useMutation({
    mutationFn: async ({ file, encoding }: Chosen) => {
      reading.current?.abort();
      reading.current = new AbortController();
      const { signal } = reading.current;
      setShare(0);
      const zip = await lookIntoZip(file);
      if (zip?.files === 0) throw new NothingInIt([]);
      if (zip !== null) return { zip };
      return { sheet: await look(file, { encoding, signal, onProgress: setShare }) };
    },
  });
  const [pictures, setPictures] = useState<ReturnType<typeof sorted> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = (files: readonly DroppedFile[]): void => {
    const found = sorted(files);
    const [table, ...more] = found.others;
    reading.current?.abort();
    read.reset();
    setProblem(null);
    if (found.pictures.length > 0) setPictures(found);
    else if (table !== undefined && more.length === 0) read.mutate({ file: table.file, encoding: null });
    else setProblem(table === undefined ? 'There is no file in it.' : oneTable);
  };
  const again = (encoding: string | null): void => {
    if (read.variables !== undefined) read.mutate({ ...read.variables, encoding });
  };
  const { data, error, variables } = read;
  const onOther = (): void => read.reset();
  if (data?.zip !== undefined)
    return (
      <FromPictures
        zip={data.zip}
        pictures={data.zip.sample}
        others={[]}
        settings={settings}
        onOther={onOther}
      />
    );
  if (data !== undefined) {
    const { file, encoding } = data.sheet;
    const key = `${file.name} ${encoding}`;
    return <FromFile key={key} sheet={data.sheet} settings={settings} onEncoding={again} onOther={onOther} />;
  }
  if (pictures !== null)
    return <FromPictures {...pictures} zip={null} settings={settings} onOther={() => setPictures(null)} />;
  return (
    <div className="ui-stack">
      <FileDrop
        label="Drop a table, pictures, a folder or a zip here"
        folderLabel="Or choose a folder of pictures"
        hint="A table is a CSV, JSONL or JSON, gzip too, with a row for each task. Of a folder or a zip each picture is a task. What is in it is shown before anything is sent."
        accept=".csv,.tsv,.txt,.jsonl,.ndjson,.json,.manifest,.gz,.zip,image/*,.heic,.heif,.jp2,.tif,.tiff"
        onFiles={take}
        onUnreadable={() => setProblem(unreadable)}
      />
      {problem !== null && (
        <Notice tone="danger" urgent>
          {problem}
        </Notice>
      )}
      {read.isPending && (
        <div className="ui-stack">
          <p role="status">Reading {variables?.file.name}</p>
          <p className="ui-hint">{percent(share)}</p>
          <Meter label="Progress" share={share} />
          <div className="actions">
            <Button
              onClick={() => {
                reading.current?.abort();
                read.reset();
              }}
            >
              Stop
            </Button>
          </div>
        </div>
      )}
      {read.isError && (
        <Notice tone="danger" urgent>
          {isFileRefused(error)
            ? `${variables?.file.name} cannot be read: ${error.message}${error.message.endsWith('?') ? '' : '.'}`
            : error instanceof NothingInIt
              ? `${variables?.file.name} cannot be used: there is no row in it. A CSV begins with the names of its columns, and each line of a JSONL is an object.`
              : `${variables?.file.name} cannot be read: the browser gave it up. Is it still there?`}
          {error instanceof NothingInIt && (
            <LineNotes
              notes={error.notes}
              total={error.notes.length}
              fileName={`${variables?.file.name}-refused.csv`}
            />
          )}
        </Notice>
      )}
      {isFileRefused(error) && error.isEncoding && (
        <EncodingField encoding={variables?.encoding ?? null} onChoose={again} />
      )}
    </div>
  );
}
