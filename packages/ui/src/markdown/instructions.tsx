import Markdown from 'markdown-to-jsx/react';
import type { ReactNode } from 'react';

interface InstructionsProps {
  /** Markdown of a customer: no HTML, and nothing is loaded from elsewhere. */
  readonly text: string;
}

/** Each block in the direction of its own script. */
const blocks = ['p', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'td', 'th'];

const options = {
  disableParsingRawHTML: true,
  forceBlock: true,
  overrides: {
    ...Object.fromEntries(blocks.map((block) => [block, { props: { dir: 'auto' } }])),
    a: ({ children, href }: { children?: ReactNode; href?: string }) => (
      <a href={href} target="_blank" rel="noopener noreferrer">
        {children}
      </a>
    ),
    img: ({ alt }: { alt?: string }) => <em>{alt}</em>,
  },
};

/** How to decide, as the customer wrote it. */
export default function Instructions({ text }: InstructionsProps) {
  return (
    <div className="ui-markdown">
      <Markdown options={options}>{text}</Markdown>
    </div>
  );
}
