import { type Html, html } from '@asg/formats/html';

interface Choices {
  readonly name: string;
  readonly toName: string;
  readonly names: readonly string[];
  readonly more: Html;
}

/** A list of options to tick, as Label Studio describes one. */
export function choicesControl({ name, toName, names, more }: Choices): Html {
  const choices = names.map((value) => html`\n    <Choice value="${value}"/>`);
  return html`<Choices name="${name}" toName="${toName}" ${more}>${choices}\n  </Choices>`;
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
