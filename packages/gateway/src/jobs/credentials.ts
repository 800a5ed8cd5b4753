import type { ObjectCredentials } from '@asg/jobs';
import { isRecord } from '@asg/values/json';
import type { SubmitJobForm } from '@asg/wire';
import { type Refusal, refuseFields } from '../refusals/refusal.ts';

const regionDefault = 'us-east-1';

/** The credentials of either store, or why they are of neither. */
export function credentialsOf(given: SubmitJobForm['credentials']): ObjectCredentials | null | Refusal {
  if (given == null) return null;
  const { access_key_id, secret_access_key, session_token, region, endpoint, service_account_json } = given;
  const ofS3 = [access_key_id, secret_access_key, session_token, region, endpoint];
  if (service_account_json != null) {
    if (ofS3.some((one) => one != null))
      return refused('credentials', 'one_store', 'must be those of one store: S3 or GCS');
    return gcsOf(service_account_json);
  }
  if (access_key_id == null) return refused('credentials.access_key_id', 'required', 'is required');
  if (secret_access_key == null) return refused('credentials.secret_access_key', 'required', 'is required');
  return {
    kind: 's3',
    accessKeyId: access_key_id,
    secretAccessKey: secret_access_key,
    ...(session_token == null ? {} : { sessionToken: session_token }),
    region: region ?? regionDefault,
    endpoint: endpoint ?? null,
  };
}

function gcsOf(text: string): ObjectCredentials | Refusal {
  try {
    const parsed: unknown = JSON.parse(text);
    const { client_email: clientEmail, private_key: privateKey } = isRecord(parsed) ? parsed : {};
    if (typeof clientEmail === 'string' && typeof privateKey === 'string') {
      return { kind: 'gcs', clientEmail, privateKey };
    }
  } catch {
    // Reported below, without the value: it is secret.
  }
  const rule = 'must be the JSON key file of a service account, with client_email and private_key';
  return refused('credentials.service_account_json', 'service_account', rule);
}

function refused(field: string, constraint: string, rule: string): Refusal {
  return refuseFields([{ field, constraint, message: `${field} ${rule}` }]);
}
