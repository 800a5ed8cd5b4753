import { oasdiffMissing } from '../compatibility/oasdiff.ts';
import {
  annotationReaders,
  deployParts,
  exampleParts,
  goMissing,
  goProgram,
  programPath,
  pythonMissing,
  pythonProgram,
  smallModel,
} from './machine.ts';

/** One check. What it runs stands here alone: the scripts of package.json and CI name it. */
export interface Step {
  readonly name: string;
  /** `check` is what CI runs; `full` adds depth that takes long. */
  readonly lane: 'check' | 'full';
  /** Runs beside its neighbours that say so too, and prints when it ends. */
  readonly beside?: true;
  /** Programs with their arguments, one after the other until one fails. */
  readonly commands: readonly (readonly [program: string, ...args: string[]])[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether programs of tests/node_modules are used. */
  readonly tools?: true;
  /** Why it cannot run on this machine; null: it can. */
  readonly missing?: () => string | null;
  /** Fetches what it needs; what it gives is added to the environment. */
  readonly prepare?: () => Readonly<Record<string, string>>;
}

/** The compiler, and the linter that asks it, check the same things again in each thread; both end before memory need be collected. */
const oneThread = { GOMAXPROCS: '1', GOGC: 'off', GOMEMLIMIT: '1500MiB' };

/** Those whose stories are short, in about 40 s of one processor; the full lane has all. */
const briefAttackers = [
  'gold spotters',
  'gold poisoners',
  'sybil majority',
  'self-dealing',
  'gold for money',
  'cancel loops',
  'account hoppers',
  'wallet changers',
  'reversed deposits',
].join();

export const steps: readonly Step[] = [
  {
    name: 'types',
    lane: 'check',
    beside: true,
    tools: true,
    environment: oneThread,
    commands: [
      ['tsc', '--singleThreaded'],
      ['tsc', '--singleThreaded', '-p', 'tsconfig.web.json'],
    ],
  },
  {
    name: 'lint',
    lane: 'check',
    beside: true,
    tools: true,
    environment: oneThread,
    commands: [
      ['biome', 'check', '--error-on-warnings', '.'],
      ['oxlint', '--type-aware', '--threads', '1'],
    ],
  },
  { name: 'rooms', lane: 'check', beside: true, commands: [['node', 'tools/rooms/main.ts']] },
  { name: 'dead-code', lane: 'check', beside: true, tools: true, commands: [['knip']] },
  {
    name: 'contract',
    lane: 'check',
    beside: true,
    commands: [
      ['node', 'tools/write-openapi.ts', '--check'],
      ['node', 'tools/client-types.ts', '--check'],
    ],
  },
  {
    name: 'compatibility',
    lane: 'check',
    beside: true,
    missing: oasdiffMissing,
    commands: [['node', 'tools/compatibility/main.ts']],
  },
  { name: 'lock', lane: 'check', beside: true, commands: [['node', 'tools/complete-lock.ts', '--check']] },
  { name: 'licences', lane: 'check', beside: true, commands: [['node', 'tools/supply/check-licences.ts']] },
  { name: 'tests', lane: 'check', commands: [['npm', 'test']] },
  {
    name: 'python',
    lane: 'check',
    beside: true,
    missing: pythonMissing,
    commands: [['tools/test-python.sh']],
  },
  {
    name: 'schemathesis',
    lane: 'check',
    beside: true,
    missing: pythonMissing,
    prepare: () => ({ SCHEMATHESIS: pythonProgram('schemathesis', 'schemathesis==4.32.5', 'st') }),
    commands: [['node', 'tools/schemathesis.ts']],
  },
  {
    name: 'gcs',
    lane: 'check',
    beside: true,
    missing: pythonMissing,
    prepare: () => ({
      GCS_EMULATOR: pythonProgram('gcs-emulator', 'gcp-storage-emulator==2026.7.19', 'gcp-storage-emulator'),
    }),
    commands: [['node', '--test', 'tests/gcs/*.ts']],
  },
  {
    name: 'small-model',
    lane: 'check',
    beside: true,
    missing: pythonMissing,
    prepare: smallModel,
    commands: [['node', '--test', 'tests/small-model/*.ts']],
  },
  {
    name: 'annotations',
    lane: 'check',
    beside: true,
    missing: pythonMissing,
    prepare: () => annotationReaders(),
    commands: [['node', '--test', 'tests/annotations/readers.ts']],
  },
  {
    name: 'label-studio',
    lane: 'full',
    missing: pythonMissing,
    prepare: () => annotationReaders('label-studio==1.23.2'),
    commands: [['node', '--test', 'tests/annotations/readers.ts', 'tests/annotations/label-studio.ts']],
  },
  {
    name: 'examples',
    lane: 'check',
    beside: true,
    missing: pythonMissing,
    prepare: exampleParts,
    commands: [['node', '--test', 'tests/examples/*.ts']],
  },
  {
    name: 'deploy',
    lane: 'check',
    beside: true,
    missing: () => goMissing() ?? pythonMissing(),
    prepare: deployParts,
    commands: [['node', '--test', 'tests/deploy/*.ts']],
  },
  {
    name: 'workflows',
    lane: 'check',
    beside: true,
    missing: goMissing,
    prepare: () => ({ ACTIONLINT: goProgram('github.com/rhysd/actionlint/cmd/actionlint@v1.7.12') }),
    commands: [['sh', '-c', '"$ACTIONLINT" -shellcheck= -pyflakes=']],
  },
  {
    name: 'attackers',
    lane: 'check',
    commands: [['node', 'tests/attackers/main.ts', '--seeds', '2', '--only', briefAttackers]],
  },
  {
    name: 'all-attackers',
    lane: 'full',
    commands: [['node', 'tests/attackers/main.ts', '--seeds', '20']],
  },
  {
    name: 'simulation',
    lane: 'full',
    commands: [
      ['node', 'tests/simulation/main.ts', '--seeds', '200'],
      ['node', 'tests/simulation/providers/main.ts', '--seeds', '50'],
      ['node', 'tests/simulation/mutation-table.ts'],
    ],
  },
  {
    name: 'storage',
    lane: 'full',
    environment: { STORAGE_CONTRACT: 'everywhere' },
    commands: [['npm', 'test', '--', '--room', 'packages/storage-sqlite/src/contract']],
  },
  {
    name: 'pictures',
    lane: 'full',
    environment: { SCREENSHOTS: '1' },
    commands: [['npm', 'test', '--', '--room', 'tests/browser']],
  },
  {
    name: 'soak',
    lane: 'full',
    commands: [['node', 'tests/soak/main.ts', '--minutes', '3', '--rounds', '3']],
  },
  {
    name: 'aerospike',
    lane: 'full',
    missing: () =>
      process.env.AEROSPIKE_HOSTS === undefined && programPath(process.env.ASG_ASD ?? 'asd') === null
        ? 'no asd on the PATH, and AEROSPIKE_HOSTS names no cluster'
        : null,
    commands: [['node', 'tests/aerospike/main.ts']],
  },
  {
    name: 'bsv-node',
    lane: 'full',
    missing: () =>
      process.env.ASG_NODE_RPC === undefined ? 'ASG_NODE_RPC names no BSV node in regtest' : null,
    commands: [
      [
        'node',
        '--test',
        'packages/chain/src/node/contract.test.ts',
        'tests/scenarios/chain-back-ends.test.ts',
      ],
    ],
  },
];
