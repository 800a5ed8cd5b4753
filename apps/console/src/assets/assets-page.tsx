import {
  Allowed,
  Asked,
  Confirm,
  gateway,
  Page,
  Paged,
  percent,
  plural,
  shortened,
  When,
} from '@asg/console-kit';
import { byteSize } from '@asg/formats/size';
import type { Asset, AssetUsage } from '@asg/sdk';
import {
  Button,
  buttonLook,
  Card,
  type Column,
  CopyButton,
  EmptyState,
  Meter,
  Table,
  useToast,
} from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, Images, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';

/** From here on there is soon no room. */
const nearlyFull = 0.9;
const key = ['assets'] as const;

/** What the customer gave by value: what it is, how much room it takes, and how to be rid of it. */
export default function AssetsPage() {
  const [deleting, setDeleting] = useState<Asset | null>(null);
  const usage = useQuery({
    queryKey: [...key, 'usage'],
    queryFn: ({ signal }) => gateway.assets.usage({ signal }),
  });
  return (
    <Page
      title="Assets"
      lead="Pictures and texts that you gave by value, from here, by asg or through the API."
    >
      <Asked query={usage} height="8rem">
        {(known) => <Room usage={known} />}
      </Asked>
      <Paged
        queryKey={[...key, 'list']}
        load={(cursor, signal) => gateway.assets.page(cursor === null ? {} : { cursor }, { signal })}
        empty={
          <EmptyState
            icon={<Images size={28} />}
            title="No assets yet"
            actions={
              <Allowed to="submit">
                <Link href="/submit?from=file" {...buttonLook({ variant: 'primary' })}>
                  Submit files
                </Link>
              </Allowed>
            }
          >
            <p>Texts of a table, and pictures of a folder, become assets when they are submitted.</p>
          </EmptyState>
        }
        list={(rows) => (
          <Table
            caption="Assets"
            columns={columnsOf(setDeleting)}
            rows={rows}
            rowKey={({ sha256 }) => sha256}
          />
        )}
      />
      <Delete asset={deleting} onClose={() => setDeleting(null)} />
    </Page>
  );
}

function Room({ usage: { count, bytes, bytes_max: most } }: { readonly usage: AssetUsage }) {
  const share = most === 0 ? 1 : bytes / most;
  const text = `${byteSize(bytes)} of ${byteSize(most)}`;
  return (
    <Card
      title="Room"
      hint="When it is full no more is taken: delete what no task needs. What no task shows any more goes by itself in time."
      aside={<strong className="ui-number">{percent(share)}</strong>}
    >
      <Meter label="Room" share={share} text={text} tone={share >= nearlyFull ? 'warning' : 'accent'} />
      <p>
        {plural(count, 'asset')}, {text}
      </p>
    </Card>
  );
}

function columnsOf(onDelete: (asset: Asset) => void): readonly Column<Asset>[] {
  return [
    {
      title: 'Asset',
      cell: ({ sha256, data_url }) => (
        <span className="with-copy">
          <span className="ui-mono" title={sha256}>
            {shortened(sha256)}
          </span>
          <CopyButton text={data_url} label={`Copy the address of ${shortened(sha256)}`} />
        </span>
      ),
    },
    { title: 'Kind', cell: ({ content_type }) => content_type.replace(/;.*/, '') },
    { title: 'Size', align: 'end', cell: ({ bytes }) => byteSize(bytes) },
    { title: 'Given', align: 'end', cell: ({ created_at }) => <When at={created_at} /> },
    { title: 'Last used', align: 'end', cell: ({ used_at }) => <When at={used_at} /> },
    {
      title: 'Actions',
      align: 'end',
      cell: (asset) => (
        <span className="row-actions">
          <a
            href={`/v1/assets/${asset.sha256}/content`}
            download={asset.sha256}
            aria-label={`Download ${shortened(asset.sha256)}`}
            {...buttonLook({ shape: 'icon' })}
          >
            <Download size={17} aria-hidden="true" />
          </a>
          <Allowed to="submit">
            <Button
              shape="icon"
              aria-label={`Delete ${shortened(asset.sha256)}`}
              icon={<Trash2 size={17} aria-hidden="true" />}
              onClick={() => onDelete(asset)}
            />
          </Allowed>
        </span>
      ),
    },
  ];
}

function Delete({ asset, onClose }: { readonly asset: Asset | null; readonly onClose: () => void }) {
  const client = useQueryClient();
  const say = useToast();
  const remove = useMutation({
    mutationFn: (sha256: string) => gateway.assets.delete(sha256),
    onSuccess: () => {
      onClose();
      say({ text: 'The asset is deleted.' });
    },
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  const close = (): void => {
    remove.reset();
    onClose();
  };
  return (
    <Confirm
      open={asset !== null}
      title="Delete this asset?"
      action="Delete the asset"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => {
        if (asset !== null) remove.mutate(asset.sha256);
      }}
      onClose={close}
    >
      <p>
        <span className="ui-mono">{asset === null ? '' : shortened(asset.sha256)}</span> is gone for good,
        from this server and its copies. Tasks that have ended keep their labels and receipts; while an open
        task shows it, it stays.
      </p>
    </Confirm>
  );
}
