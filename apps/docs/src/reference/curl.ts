import type { Place, Schema } from './contract.ts';

/** Who may call it, as the variable that has their key or token. */
const keys: Readonly<Record<string, string>> = {
  apiKey: 'ASG_API_KEY',
  adminToken: 'ASG_ADMIN_TOKEN',
  workerToken: 'ASG_WORKER_TOKEN',
  personToken: 'ASG_PERSON_TOKEN',
};

/** A request for the operation, for a shell in which its variables are set. */
export function curlOf(place: Place): string {
  const { method, parameters = [], requestBody, security = [] } = place;
  const path = place.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => `$${name.toUpperCase()}`);
  const query = parameters.filter((one) => one.in === 'query' && one.required === true);
  const asked = query.map(({ name, schema, example }) => `${name}=${sampleOf(schema, example)}`).join('&');
  const lines = [
    `curl -sS${method === 'GET' ? '' : ` -X ${method}`} "$ASG_BASE_URL${path}${asked === '' ? '' : `?${asked}`}"`,
  ];
  const key = security.flatMap((one) => Object.keys(one)).flatMap((name) => keys[name] ?? [])[0];
  if (key !== undefined) lines.push(`-H "Authorization: Bearer $${key}"`);
  const json = requestBody?.content['application/json'];
  if (json?.example !== undefined) {
    lines.push(
      "-H 'Content-Type: application/json'",
      `-d '${JSON.stringify(json.example).replaceAll("'", String.raw`'\''`)}'`,
    );
  } else if (requestBody !== undefined && requestBody.required !== false) {
    const [type = ''] = Object.keys(requestBody.content);
    lines.push(`-H 'Content-Type: ${type}'`, type === 'application/json' ? "-d '{}'" : '--data-binary @file');
  }
  return lines.join(' \\\n  ');
}

function sampleOf(schema: Schema, example: unknown): string {
  const sample = example ?? schema.examples?.[0] ?? schema.enum?.[0] ?? schema.minimum ?? 'value';
  return encodeURIComponent(typeof sample === 'string' ? sample : JSON.stringify(sample));
}
