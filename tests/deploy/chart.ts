import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { processRoles } from '@asg/domain/names';
import { routes } from '@asg/wire';
import { configOf, programs, run, skip, write } from './parts/rendered.ts';

const chart = 'deploy/helm/asg-refinery';
const encryptionKey = 'ab'.repeat(32);
/** A version of the cluster that the chart is rendered for; `helm` built by `go install` knows none by itself. */
const kubernetes = '1.36';

interface Container {
  readonly image: string;
  readonly ports: readonly { readonly containerPort: number }[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly envFrom?: readonly { readonly secretRef: { readonly name: string } }[];
  readonly securityContext: object;
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
}
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}
interface Thing {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly replicas?: number;
    readonly strategy: { readonly type: string };
    readonly scaleTargetRef: { readonly name: string };
    readonly ports: readonly { readonly port: number }[];
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: {
        readonly securityContext: { readonly runAsNonRoot: boolean; readonly runAsUser: number };
        readonly containers: readonly [Container];
      };
    };
  };
}

/** Every document against the schemas of Kubernetes, unknown fields refused; and all of them, as JSON. */
const validate = `
import json, sys, yaml, kubernetes_validate
things = [one for one in yaml.safe_load_all(sys.stdin) if one is not None]
for one in things: kubernetes_validate.validate(one, '${kubernetes}', strict=True)
json.dump(things, sys.stdout)
`;

const helm = (values: object, ...command: readonly string[]): string =>
  run(programs.helm, [
    ...command,
    chart,
    '--kube-version',
    `${kubernetes}.0`,
    '--values',
    write('values.json', JSON.stringify(values)),
  ]);

function rendered(values: object): readonly Thing[] {
  helm(values, 'lint', '--strict', '--quiet');
  return JSON.parse(run(programs.python, ['-c', validate], { input: helm(values, 'template', 'here') }));
}

const deployments = (things: readonly Thing[]): ReadonlyMap<string, Thing['spec']> =>
  new Map(
    things
      .filter(({ kind }) => kind === 'Deployment')
      .map(({ spec }) => [spec.template.metadata.labels['app.kubernetes.io/component'] ?? '', spec]),
  );

/** What a container starts with: its own, and what its secret and its image give. */
function environmentOf(
  { env }: Container,
  secret: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return { ...secret, ...Object.fromEntries(env.map(({ name, value = 'pod-1' }) => [name, value])) };
}

const cluster = {
  mode: 'cluster',
  store: 'aerospike://aerospike:3000/asg?set_prefix=asg_',
  sharedClaim: 'shared',
  treasury: { existingSecret: 'treasury' },
  secrets: { values: { ASG_ENCRYPTION_KEY: encryptionKey, ASG_ADMIN_TOKEN: 'token-of-the-operator' } },
};
const everything = {
  ...cluster,
  image: {
    repository: 'registry.example.com/asg-refinery',
    digest: `sha256:${'0'.repeat(64)}`,
    pullPolicy: 'Always',
  },
  imagePullSecrets: [{ name: 'registry' }],
  fullnameOverride: 'labels',
  basePath: '/labels',
  settings: {
    ASG_CHAIN: 'arc',
    ASG_NETWORK: 'test',
    ARC_URL: 'https://arc.example.com',
    TRUSTED_PROXIES: '10.0.0.0/8',
    JOB_UPLOAD_MAX_BYTES: 4_294_967_296,
    EARLY_STOP: true,
    BSV_USD_PRICE: 21.5,
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
  },
  secrets: { existing: 'secrets-of-ours' },
  roles: {
    gateway: { settings: { RATE_LIMIT_WORKER: '600/200' } },
    router: { replicas: 3, resources: { limits: { memory: '1Gi' } } },
  },
  autoscaling: { minReplicas: 3, maxReplicas: 12, targetCPUUtilizationPercentage: 60 },
  podDisruptionBudget: { maxUnavailable: '25%' },
  service: { type: 'LoadBalancer', port: 8443, annotations: { 'example.com/a': 'b' } },
  ingress: {
    enabled: true,
    className: 'nginx',
    host: 'tools.example.com',
    annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '4g' },
    tls: { enabled: true, secretName: 'certificate' },
  },
  networkPolicy: {
    from: [{ namespaceSelector: { matchLabels: { name: 'ingress' } } }],
    metricsFrom: [{ podSelector: { matchLabels: { app: 'prometheus' } } }],
  },
  podAnnotations: { 'example.com/c': 'd' },
  nodeSelector: { 'kubernetes.io/arch': 'amd64' },
  tolerations: [{ key: 'labels', operator: 'Exists' }],
  affinity: { nodeAffinity: {} },
  terminationGracePeriodSeconds: 30,
};

test('one process: a deployment with a volume, probes, and no right that it does not need', { skip }, () => {
  const things = rendered({});
  assert.deepEqual(things.map(({ kind }) => kind).sort(), [
    'Deployment',
    'NetworkPolicy',
    'PersistentVolumeClaim',
    'Service',
  ]);
  const all = deployments(things).get('all');
  assert.ok(all !== undefined);
  assert.deepEqual([all.replicas, all.strategy.type], [1, 'Recreate']);
  const [container] = all.template.spec.containers;
  const config = configOf(environmentOf(container, {}));
  assert.deepEqual([...config.roles].sort(), [...processRoles].sort());
  assert.equal(config.dataDir, '/data/refinery');
  assert.equal(container.startupProbe.httpGet.path, routes.getHealth.path);
  assert.equal(container.livenessProbe.httpGet.path, routes.getHealth.path);
  assert.equal(container.readinessProbe.httpGet.path, routes.getReadiness.path);
  const { version } = JSON.parse(readFileSync('apps/cli/package.json', 'utf8'));
  assert.equal(container.image, `asg-refinery:${version}`);
});

test('a cluster: a deployment of each role, gateways that scale, and the same settings for all', {
  skip,
}, () => {
  const things = rendered(cluster);
  const roles = deployments(things);
  assert.deepEqual([...roles.keys()].sort(), [...processRoles].sort());
  for (const [role, { replicas, template, selector }] of roles) {
    const { containers, securityContext } = template.spec;
    const [container] = containers;
    const config = configOf(environmentOf(container, cluster.secrets.values));
    assert.deepEqual([...config.roles], [role]);
    assert.deepEqual(config.encryptionKeys, [encryptionKey]);
    assert.equal(config.treasuryKey?.kind, 'key_file', role);
    assert.equal(config.store.kind, role === 'chain' ? 'sqlite' : 'aerospike');
    assert.equal(config.localChainUrl, role === 'chain' ? null : 'http://here-asg-refinery-chain:8081');
    assert.equal(
      replicas,
      { gateway: undefined, chain: 1 }[role] ?? (role === 'gateway' ? undefined : 2),
      role,
    );
    assert.deepEqual([securityContext.runAsNonRoot, securityContext.runAsUser], [true, 10_001]);
    assert.deepEqual(container.securityContext, {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    for (const [label, value] of Object.entries(selector.matchLabels))
      assert.equal(template.metadata.labels[label], value);
  }
  const named = (kind: string) =>
    things.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name);
  const service = things.find(
    ({ metadata, kind }) => kind === 'Service' && metadata.name === 'here-asg-refinery-chain',
  );
  assert.deepEqual(
    service?.spec.ports.map(({ port }) => port),
    [8081],
  );
  assert.deepEqual(
    things
      .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
      .map(({ spec }) => spec.scaleTargetRef.name),
    ['here-asg-refinery-gateway'],
  );
  assert.deepEqual(
    named('PodDisruptionBudget').sort(),
    processRoles
      .filter((role) => role !== 'chain')
      .map((role) => `here-asg-refinery-${role}`)
      .sort(),
  );
});

test('a cluster that pays real money, with every value set: settlers alone have the treasury’s key', {
  skip,
}, () => {
  const given: Readonly<Record<string, unknown>> = JSON.parse(
    run(programs.python, ['-c', 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)'], {
      input: readFileSync(`${chart}/values.yaml`, 'utf8'),
    }),
  );
  const single = ['mode', 'persistence', 'resources'];
  assert.deepEqual(
    Object.keys(given).filter((name) => !(name in everything) && !single.includes(name)),
    [],
  );
  const things = rendered(everything);
  const roles = deployments(things);
  assert.deepEqual([...roles.keys()].sort(), processRoles.filter((role) => role !== 'chain').sort());
  for (const [role, { template, replicas }] of roles) {
    const [container] = template.spec.containers;
    assert.deepEqual(container.envFrom, [{ secretRef: { name: 'secrets-of-ours' } }]);
    const config = configOf(environmentOf(container, { ASG_ENCRYPTION_KEY: encryptionKey }));
    assert.equal(config.treasuryKey === null, role !== 'settler', role);
    assert.equal(config.basePath, '/labels');
    assert.equal(container.readinessProbe.httpGet.path, `/labels${routes.getReadiness.path}`);
    assert.equal(container.image, `registry.example.com/asg-refinery@${everything.image.digest}`);
    const value = (name: string) => container.env.find((one) => one.name === name)?.value;
    assert.equal(value('JOB_UPLOAD_MAX_BYTES'), '4294967296');
    assert.equal(value('BSV_USD_PRICE'), '21.5');
    assert.equal(value('RATE_LIMIT_WORKER'), role === 'gateway' ? '600/200' : undefined);
    if (role === 'router') assert.equal(replicas, 3);
  }
  assert.equal(things.filter(({ kind }) => kind === 'Secret' || kind === 'PersistentVolumeClaim').length, 0);
  assert.equal(things.filter(({ kind }) => kind === 'Ingress').length, 1);
  assert.equal(things.filter(({ kind }) => kind === 'NetworkPolicy').length, 2);
});

test('the values of the guide are a cluster', { skip }, () => {
  const [, block = ''] =
    /```yaml norun=[^\n]*\n([^`]*)```/.exec(readFileSync('docs/operating/install.md', 'utf8')) ?? [];
  const values: object = JSON.parse(
    run(programs.python, ['-c', 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)'], {
      input: block,
    }),
  );
  for (const { template } of deployments(rendered(values)).values()) {
    const config = configOf(
      environmentOf(template.spec.containers[0], { ASG_ENCRYPTION_KEY: encryptionKey }),
    );
    assert.equal(config.publicUrl, 'https://labels.example.com');
  }
});

test('a wrong value is refused, by its name', { skip }, () => {
  const without = (name: keyof typeof cluster) => ({ ...cluster, [name]: undefined });
  const refused: readonly (readonly [object, RegExp])[] = [
    [{ mode: 'both' }, /mode/],
    [{ mod: 'single' }, /mod'? /],
    [{ image: { digest: 'latest' } }, /digest/],
    [{ settings: { LEASE_SECOND: 5 } }, /LEASE_SECOND/],
    [{ settings: { ASG_ROLES: 'gateway' } }, /ASG_ROLES/],
    [{ settings: { ASG_ADMIN_TOKEN: 'token-of-the-operator' } }, /ASG_ADMIN_TOKEN/],
    [{ secrets: { values: { ASG_TREASURY_WIF: 'L1' } } }, /ASG_TREASURY_WIF/],
    [{ secrets: { values: { ASG_ENCRYPTION_KEY: 'short' } } }, /ASG_ENCRYPTION_KEY/],
    [{ secrets: { existing: 'ours', values: { ASG_ADMIN_TOKEN: 'token-of-the-operator' } } }, /not both/],
    [{ basePath: 'labels/' }, /basePath/],
    [{ store: cluster.store }, /mode single keeps its records/],
    [{ settings: { ASG_CHAIN: 'arc' } }, /treasury\.existingSecret/],
    [{ ingress: { enabled: true } }, /host/],
    [{ persistence: { size: 'much' } }, /size/],
    [{ ...cluster, roles: { chain: { replicas: 2 } } }, /chain/],
    [{ ...cluster, autoscaling: { minReplicas: 9 } }, /minReplicas is more/],
    [{ ...cluster, secrets: { values: {} } }, /needs ASG_ENCRYPTION_KEY/],
    [without('store'), /store: mode cluster needs/],
    [without('treasury'), /treasury\.existingSecret/],
    [without('sharedClaim'), /sharedClaim/],
  ];
  for (const [values, why] of refused)
    assert.throws(() => helm(values, 'template', 'here'), why, JSON.stringify(values));
});
