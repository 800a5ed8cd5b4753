import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { variables } from '@asg/server/config';

test('the schema of the values has every setting of the server, once', () => {
  const schema = JSON.parse(readFileSync('deploy/helm/asg-refinery/values.schema.json', 'utf8'));
  const settings: readonly string[] = schema.definitions.settings.propertyNames.anyOf[0].enum;
  const secrets: readonly string[] = schema.properties.secrets.properties.values.propertyNames.enum;
  /** What the image or the chart sets, and TLS, which ends before the pod. */
  const own = [
    ...[
      'PORT',
      'HOST',
      'ASG_DATA_DIR',
      'ASG_ROLES',
      'ASG_STORE',
      'BASE_PATH',
      'ASG_LOCAL_CHAIN_URL',
      'ASG_PROCESS_NAME',
    ],
    ...[
      'ASG_TREASURY_WIF',
      'ASG_TREASURY_KEY_FILE',
      'ASG_TREASURY_PASSPHRASE',
      'ASG_TREASURY_PASSPHRASE_FILE',
    ],
    ...['TLS_CERT_FILE', 'TLS_KEY_FILE'],
  ];
  assert.deepEqual([...settings, ...secrets, ...own].sort(), Object.keys(variables).sort());
});
