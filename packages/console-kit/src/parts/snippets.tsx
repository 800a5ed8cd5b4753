import { CodeBlock, Tabs } from '@asg/ui';
import { useState } from 'react';

const languages = [
  { key: 'curl', title: 'curl' },
  { key: 'python', title: 'Python' },
  { key: 'typescript', title: 'TypeScript' },
] as const;
type Language = (typeof languages)[number]['key'];
export type SnippetSet = Readonly<Record<Language, string>>;

/** The same program in three languages, to copy. */
export function Snippets({ label, snippets }: { readonly label: string; readonly snippets: SnippetSet }) {
  const [language, setLanguage] = useState<Language>('curl');
  return (
    <Tabs label="Language" tabs={languages} chosen={language} onChoose={setLanguage}>
      <CodeBlock label={`${label}, ${language}`} code={snippets[language]} />
    </Tabs>
  );
}

/** A first task. `hint`: the first characters of the key that is signed in with; the rest only its owner has. */
export const submitSnippets = (origin: string, hint: string): SnippetSet => ({
  curl: `export ASG_API_KEY='${hint}'   # the whole key: only you have it

curl -sS ${origin}/v1/tasks \\
  -H "Authorization: Bearer $ASG_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{
    "type": "image_classification",
    "data_url": "https://example.com/image.jpg",
    "label_spec": {"question": "Animal?", "options": ["cat", "dog"]},
    "consensus_threshold": 3
  }'`,
  python: `# pip install ./sdks/python   (in a checkout of the server)
from asg_gateway import ASGGatewayClient

client = ASGGatewayClient("${hint}", base_url="${origin}")  # the whole key
task = client.submit_task(
    task_type="image_classification",
    data_url="https://example.com/image.jpg",
    label_spec={"question": "Animal?", "options": ["cat", "dog"]},
    consensus_threshold=3,
)
result = client.poll_result(task["task_id"])
print(result["consensus_label"], result["bsv_txid"])`,
  typescript: `const answer = await fetch('${origin}/v1/tasks', {
  method: 'POST',
  headers: {
    authorization: 'Bearer ${hint}', // the whole key
    'content-type': 'application/json',
  },
  body: JSON.stringify({
    type: 'image_classification',
    data_url: 'https://example.com/image.jpg',
    label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
    consensus_threshold: 3,
  }),
});
const { task_id } = await answer.json();`,
});

/** A webhook's registration. */
export const webhookSnippets = (origin: string, hint: string): SnippetSet => ({
  curl: `curl -sS ${origin}/v1/webhooks \\
  -H 'Authorization: Bearer ${hint}' \\
  -H 'Content-Type: application/json' \\
  -d '{"callback_url": "https://example.com/hook", "events": ["task.settled"]}'`,
  python: `from asg_gateway import ASGGatewayClient

client = ASGGatewayClient("${hint}", base_url="${origin}")  # the whole key
client.register_webhook("https://example.com/hook", secret="a long secret", events=["task.settled"])`,
  typescript: `await fetch('${origin}/v1/webhooks', {
  method: 'POST',
  headers: { authorization: 'Bearer ${hint}', 'content-type': 'application/json' },
  body: JSON.stringify({ callback_url: 'https://example.com/hook', events: ['task.settled'] }),
});`,
});
