import {
  Allowed,
  Asked,
  aboutField,
  admin,
  count,
  Page,
  problemText,
  sats,
  spoken,
  usd,
  useCurrent,
  When,
} from '@asg/console-kit';
import type { TreasuryMovePurpose } from '@asg/domain/names';
import type { Treasury } from '@asg/sdk';
import {
  Badge,
  Button,
  Card,
  type Column,
  CopyButton,
  Figures,
  Notice,
  Table,
  TextField,
  useToast,
} from '@asg/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';

const refreshMs = 5_000;
const qrSize = 176;

export default function TreasuryPage() {
  const query = useQuery({
    queryKey: ['treasury'],
    queryFn: ({ signal }) => admin.treasury.get({ signal }),
    refetchInterval: refreshMs,
  });
  return (
    <Page title="Treasury" lead="The wallet that pays workers, and the lanes that it pays on.">
      <Asked query={query} height="24rem">
        {(treasury) => <TreasuryView treasury={treasury} />}
      </Asked>
    </Page>
  );
}

function TreasuryView({ treasury }: { readonly treasury: Treasury }) {
  const { bsv_usd } = useCurrent();
  const free = treasury.lanes.filter(({ coin_sats }) => coin_sats !== null).length;
  return (
    <>
      {treasury.detail !== null && <Notice tone="danger">{treasury.detail}</Notice>}
      <Figures
        figures={[
          {
            name: 'Balance',
            value: sats(treasury.balance_sats),
            hint: `about ${usd(treasury.balance_sats, bsv_usd)}`,
          },
          { name: 'Coins', value: count(treasury.coins), hint: 'of the largest 100' },
          { name: 'Lanes with a coin', value: `${free} of ${treasury.lanes.length}` },
          { name: 'Settlement', value: spoken(treasury.status) },
        ]}
      />
      <div className="main-aside">
        <div className="ui-stack">
          <Lanes treasury={treasury} />
          <Moves treasury={treasury} />
        </div>
        <Card
          title="Fund the treasury"
          hint={`Send ${treasury.network === 'main' ? 'BSV' : `coins of the ${treasury.network} network`} to this address.`}
        >
          <div className="qr">
            <QRCodeSVG
              value={`bitcoin:${treasury.address}?sv`}
              size={qrSize}
              marginSize={2}
              title={`Funding address ${treasury.address}`}
            />
          </div>
          <p className="with-copy">
            <span className="ui-mono">{treasury.address}</span>
            <CopyButton text={treasury.address} label="Copy the address" />
          </p>
        </Card>
      </div>
    </>
  );
}

type Lane = Treasury['lanes'][number];
const laneColumns: readonly Column<Lane>[] = [
  { title: 'Lane', cell: ({ lane_id }) => lane_id },
  {
    title: 'Coin',
    align: 'end',
    cell: ({ coin_sats }) => (coin_sats === null ? 'waits for one' : sats(coin_sats)),
  },
  { title: 'Unmined', align: 'end', cell: ({ unmined }) => count(unmined) },
  { title: 'Held by', cell: ({ held_by }) => held_by ?? '–' },
  {
    title: 'Latest',
    align: 'end',
    cell: ({ last_settlement_id: id }) =>
      id === null ? '–' : <Link href={`/operator/settlements/${id}`}>…{id.slice(-8)}</Link>,
  },
];

function Lanes({ treasury }: { readonly treasury: Treasury }) {
  return (
    <Card title="Lanes" hint="Chains of coins that pay at the same time.">
      <Table caption="Lanes" columns={laneColumns} rows={treasury.lanes} rowKey={({ lane_id }) => lane_id} />
    </Card>
  );
}

function Moves({ treasury }: { readonly treasury: Treasury }) {
  const [coins, setCoins] = useState('3');
  const client = useQueryClient();
  const say = useToast();
  const move = useMutation({
    mutationFn: (purpose: TreasuryMovePurpose) =>
      admin.treasury.requestMove({ purpose, coins: coins.trim() === '' ? null : Number(coins) }),
    onSuccess: () => say({ text: 'Asked for: it is made as soon as a lane is free.' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['treasury'] }),
  });
  const fanOut = (event: FormEvent): void => {
    event.preventDefault();
    move.mutate('fan_out');
  };
  return (
    <Card
      title="Coins"
      hint="Fan out to use more lanes at once; consolidate when there are too many small coins."
    >
      <Allowed to="payments">
        <form className="coins-form" onSubmit={fanOut} noValidate>
          <TextField
            label="Coins"
            type="number"
            min={1}
            max={100}
            inputMode="numeric"
            value={coins}
            onChange={(event) => setCoins(event.currentTarget.value)}
            error={aboutField(move.error, 'coins')}
          />
          <Button type="submit" busy={move.isPending}>
            Fan out
          </Button>
          <Button onClick={() => move.mutate('consolidation')}>Consolidate</Button>
        </form>
      </Allowed>
      {move.isError && (
        <Notice tone="danger" urgent>
          {problemText(move.error)}
        </Notice>
      )}
      {treasury.moves.length > 0 && (
        <Table
          caption="Moves that wait"
          columns={[
            { title: 'Move', cell: ({ purpose }) => spoken(purpose) },
            { title: 'Coins', align: 'end', cell: (one) => one.coins ?? '–' },
            { title: 'Status', cell: ({ status }) => <Badge>{status}</Badge> },
            { title: 'Asked', align: 'end', cell: ({ requested_at }) => <When at={requested_at} /> },
          ]}
          rows={treasury.moves}
          rowKey={({ settlement_id }) => settlement_id}
        />
      )}
    </Card>
  );
}
