import { aboutField, count, gateway, plural, problemText, Refused } from '@asg/console-kit';
import { byteSize } from '@asg/formats/size';
import { ASGGatewayHTTPError, isRetryable } from '@asg/sdk';
import { Button, Card, type DroppedFile, Meter, Notice, TextField } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Forecast } from '../forecast.tsx';
import { OrderFields } from '../order-fields.tsx';
import { SendingFile } from '../sending-file.tsx';
import {
  crowdOf,
  emptySpec,
  isFieldOfForm,
  jobName,
  labelSpecOf,
  orderOf,
  policyOf,
  type Spec,
} from '../spec.ts';
import { ofOneItem, SpecFields, TypeField } from '../spec-fields.tsx';
import { forgetPictures, tabMemory } from './memory.ts';
import { Paths } from './paths.tsx';
import { PictureView } from './picture-view.tsx';
import { pictureManifest, type RefusedPicture, type UploadState, upload, type Verdict } from './uploads.ts';
import type { ZipSheet } from './zip.ts';

interface FromPicturesProps {
  /** Where the pictures are the first of a zip, which is sent as it is. */
  readonly zip: ZipSheet | null;
  readonly pictures: readonly DroppedFile[];
  /** Files that do not seem to be any. */
  readonly others: readonly DroppedFile[];
  /** Of an earlier job that is repeated. */
  readonly settings: Spec | null;
  readonly onOther: () => void;
}

/** Some pictures are refused: the reader is asked before the others become tasks. */
class PicturesRefused extends Error {
  readonly refused: readonly RefusedPicture[];
  readonly kept: number;

  constructor(refused: readonly RefusedPicture[], kept: number) {
    super('pictures are refused');
    this.refused = refused;
    this.kept = kept;
  }
}

const nothing: UploadState = { kept: 0, refused: [] };
/** Refusals of one picture; any other is of all. */
const ofPicture: ReadonlySet<number> = new Set([400, 413, 415, 422]);
const statusRateLimited = 429;

function verdictOn(error: unknown): Verdict {
  if (!(error instanceof ASGGatewayHTTPError))
    return { kind: isRetryable(error) ? 'again' : 'over', afterMs: null };
  if (ofPicture.has(error.status))
    return { kind: 'refused', reason: problemText(error).replace(/^the body /, 'it ') };
  if (!error.retryable) return { kind: 'over' };
  const isAsked = error.status === statusRateLimited;
  return { kind: 'again', afterMs: isAsked ? 1_000 * (error.retryAfterSeconds ?? 1) : null };
}

const wait = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

/** A job of pictures: each is sent to the server, then one task made of each. */
export function FromPictures({ zip, pictures, others, settings, onOther }: FromPicturesProps) {
  const title = zip?.file.name ?? folderOf(pictures);
  const [total, noun] = zip === null ? [pictures.length, 'picture'] : [zip.files, 'file'];
  const [spec, setSpec] = useState(
    settings !== null && ofOneItem.includes(settings.type) ? settings : emptySpec,
  );
  const [name, setName] = useState(() => jobName(title));
  const [share, setShare] = useState(0);
  const [state, setState] = useState(nothing);
  const stop = useRef<AbortController | null>(null);
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const submit = useMutation({
    mutationFn: async (isAgreed: boolean) => {
      stop.current = new AbortController();
      const { signal } = stop.current;
      setState(nothing);
      const order = {
        task_type: spec.type,
        label_spec: labelSpecOf(spec),
        ...policyOf(spec),
        sensitive: spec.sensitive,
        ...crowdOf(spec),
        ...(name.trim() === '' ? {} : { name: name.trim() }),
      };
      if (zip !== null)
        return gateway.jobs.upload({ ...order, file: zip.file }, { signal, onProgress: setShare });
      const { kept, refused } = await upload(
        pictures,
        {
          send: async (file, until) => (await gateway.assets.upload(file, { signal: until })).data_url,
          verdictOn,
          memory: tabMemory,
          wait,
          onState: setState,
        },
        signal,
      );
      if (kept.length === 0 || (refused.length > 0 && !isAgreed))
        throw new PicturesRefused(refused, kept.length);
      return gateway.jobs.upload({ ...order, file: pictureManifest(kept, orderOf(spec)) }, { signal });
    },
    onSuccess: ({ job_id }) => {
      forgetPictures();
      void client.invalidateQueries();
      navigate(`/jobs/${job_id}`);
    },
  });
  useEffect(() => () => stop.current?.abort(), []);
  useAskedBeforeLeaving(submit.isPending);
  const { error } = submit;
  const isAsked = error instanceof PicturesRefused;
  const isStopped = error instanceof DOMException && error.name === 'AbortError';
  const size = zip?.file.size ?? pictures.reduce((sum, { file }) => sum + file.size, 0);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    submit.mutate(isAsked);
  };
  return (
    <form className="ui-stack" onSubmit={send} noValidate>
      <Card
        title={title}
        hint={`${plural(total, noun)}, ${byteSize(size)}`}
        aside={
          <Button onClick={onOther} disabled={submit.isPending}>
            Other files
          </Button>
        }
      >
        {others.length > 0 && (
          <Notice tone="warning">
            {plural(others.length, 'file')} left out: not a picture by name.
            <Paths paths={others.map(({ path }) => ({ path }))} fileName="left-out.csv" />
          </Notice>
        )}
        {zip !== null && zip.leftBySystem > 0 && (
          <Notice>{plural(zip.leftBySystem, 'file')} passed over: systems leave them.</Notice>
        )}
        <p className="ui-hint">
          {zip !== null &&
            'The zip is sent whole. What is no picture and no text in it is an error of the job, by its name. '}
          Each becomes a task; its name comes back with the label. Location and other metadata of the pictures
          are never shown to workers.
        </p>
      </Card>
      <div className="main-aside">
        <Card title="What to ask">
          <div className="form">
            <TypeField spec={spec} onChange={setSpec} error={error} typeField="task_type" types={ofOneItem} />
            <SpecFields spec={spec} onChange={setSpec} error={error} />
            {zip === null && <OrderFields spec={spec} onChange={setSpec} error={error} />}
            <TextField
              label="Name of the job"
              note="optional"
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              error={aboutField(error, 'name')}
            />
            {isAsked && (
              <Notice tone={error.kept === 0 ? 'danger' : 'warning'} urgent>
                {error.kept === 0
                  ? 'Every picture was refused, and no job was made.'
                  : `${plural(error.refused.length, 'picture')} refused. Press again to submit the others.`}
                <Paths paths={error.refused} fileName="refused-pictures.csv" />
              </Notice>
            )}
            {isStopped && (
              <Notice urgent>
                {zip === null
                  ? `Stopped: ${plural(state.kept, 'picture')} are at the server already, and are not sent again when you go on, also after a reload of this page.`
                  : 'Stopped: no job was made.'}
              </Notice>
            )}
            {error !== null && !isAsked && !isStopped && <Refused error={error} told={isFieldOfForm} />}
            {submit.isPending &&
              (zip === null ? (
                <Sending state={state} total={total} />
              ) : (
                <SendingFile progress={{ step: 'sending', share }} />
              ))}
            <div className="actions">
              <Button type="submit" variant="primary" size="large" busy={submit.isPending}>
                {isAsked && error.kept > 0
                  ? `Submit the other ${count(error.kept)}`
                  : `Submit ${plural(total, noun)}`}
              </Button>
              {submit.isPending && <Button onClick={() => stop.current?.abort()}>Stop</Button>}
            </div>
          </div>
        </Card>
        <div className="ui-stack">
          <PictureView pictures={pictures} spec={spec} />
          <Forecast tasks={total} spec={spec} />
        </div>
      </div>
    </form>
  );
}

function Sending({ state, total }: { readonly state: UploadState; readonly total: number }) {
  const done = state.kept + state.refused.length;
  return (
    <div className="ui-stack">
      <p className="ui-hint" role="status">
        Sending the pictures
      </p>
      <p className="ui-hint">
        {count(done)} of {count(total)}
        {state.refused.length > 0 && `, ${count(state.refused.length)} refused`}
      </p>
      <Meter label="Progress" share={done / total} />
    </div>
  );
}

/** The browser asks before a page is left that is still sending. */
function useAskedBeforeLeaving(isBusy: boolean): void {
  useEffect(() => {
    if (!isBusy) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isBusy]);
}

/** What the pictures have in common: their folder, or the name of the only one. */
function folderOf(pictures: readonly DroppedFile[]): string {
  const [first] = pictures;
  if (first === undefined) return '';
  if (pictures.length === 1) return first.file.name;
  const folder = first.path.split('/')[0] ?? '';
  return first.path.includes('/') && pictures.every(({ path }) => path.startsWith(`${folder}/`))
    ? folder
    : 'Pictures';
}
