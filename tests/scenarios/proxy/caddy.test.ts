import { test } from 'node:test';
import { isThere } from '../../programs.ts';
import {
  addressesAreRight,
  closedPathsAreClosed,
  labelsArrive,
  linksStayHome,
  speaksAsBrowsersDo,
  startBehind,
} from './checks.ts';
import { startCaddy } from './proxies.ts';

const missing = ['caddy', 'openssl'].filter((program) => !isThere(program));

test('Caddy with TLS: clients, events, polls, addresses, what is closed', {
  skip: missing.length === 0 ? false : `no ${missing.join(', no ')} here`,
}, async () => {
  await using behind = await startBehind(startCaddy);
  await labelsArrive(behind);
  await speaksAsBrowsersDo(behind);
  await linksStayHome(behind);
  await closedPathsAreClosed(behind);
  await addressesAreRight(behind);
});
