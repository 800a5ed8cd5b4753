import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeTemporaryFolder } from '@asg/instance';
import { systemClock } from '@asg/runtime';
import { patienceMs } from '@asg/testing';
import { makeCertificate, type TestCertificate } from './certificates.ts';

/** A proxy in front of a server of this machine. */
export interface RunningProxy extends AsyncDisposable {
  /** Without a path, e.g. https://localhost:40123. */
  readonly origin: string;
  readonly port: number;
  readonly certificate: TestCertificate;
}

const deployed = (file: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../deploy/${file}`, import.meta.url)), 'utf8');

/** The file as it is published, with the places that a machine has of its own. Throws where one of them is not in it. */
function placed(text: string, places: readonly (readonly [string, string])[]): string {
  return places.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`the example has no “${from}” any more`);
    return changed.replaceAll(from, to);
  }, text);
}

/** Of this machine, at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** nginx with a published example, in front of the port. */
export async function startNginx(file: string, host: string, upstream: number): Promise<RunningProxy> {
  const folder = await makeTemporaryFolder('asg-nginx');
  const [port, plainPort, certificate] = [
    await freePort(),
    await freePort(),
    makeCertificate(folder, 'proxy'),
  ];
  const other = join(folder, 'www');
  for (const each of [other, 'body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => join(folder, one)))
    mkdirSync(each, { recursive: true });
  const live = `/etc/letsencrypt/live/${host}`;
  const site = placed(deployed(`nginx/${file}`), [
    ['server 127.0.0.1:8081;', `server 127.0.0.1:${upstream};`],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl http2;`],
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    [`server_name ${host};`, 'server_name localhost;'],
    [`${live}/fullchain.pem`, certificate.certFile],
    [`${live}/privkey.pem`, certificate.keyFile],
  ]).replaceAll('/var/www/html', other);
  writeFileSync(join(folder, 'site.conf'), site);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name.replace('client_', ''))};`,
  );
  const main = `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off; worker_processes 1; pid ${join(folder, 'pid')}; error_log stderr warn;
events { worker_connections 256; }
http { access_log off; ${temporary.join(' ')} include ${join(folder, 'site.conf')}; }
`;
  writeFileSync(join(folder, 'nginx.conf'), main);
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return started(child, { origin: `https://localhost:${port}`, port, certificate });
}

/** The same with Caddy. */
export async function startCaddy(upstream: number): Promise<RunningProxy> {
  const folder = await makeTemporaryFolder('asg-caddy');
  const [port, certificate] = [await freePort(), makeCertificate(folder, 'proxy')];
  const site = placed(deployed('caddy/Caddyfile'), [
    [
      'asg.example.com {\n',
      `https://localhost:${port} {\n\tbind 127.0.0.1\n\ttls ${certificate.certFile} ${certificate.keyFile}\n`,
    ],
    ['reverse_proxy 127.0.0.1:8081', `reverse_proxy 127.0.0.1:${upstream}`],
  ]);
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`);
  const child = spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', file], {
    env: { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return started(child, { origin: `https://localhost:${port}`, port, certificate });
}

async function started(
  child: ChildProcess,
  proxy: Omit<RunningProxy, keyof AsyncDisposable>,
): Promise<RunningProxy> {
  const said: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const ended = once(child, 'exit');
  const stop = (): void => void child.kill('SIGTERM');
  process.once('exit', stop);
  for (const endMs = systemClock.nowMs() + patienceMs; ; await systemClock.sleep(50)) {
    if (
      await fetch(proxy.origin).then(
        () => true,
        () => false,
      )
    )
      break;
    if (child.exitCode === null && systemClock.nowMs() < endMs) continue;
    stop();
    throw new Error(`the proxy does not answer: ${said.join('')}`);
  }
  return {
    ...proxy,
    [Symbol.asyncDispose]: async () => {
      process.off('exit', stop);
      stop();
      await ended;
    },
  };
}
