import { type ESTree, Visitor } from 'rolldown/utils';
import { programOf } from '../rooms/tree.ts';

/** What people read or hear of an element. */
const spokenAttributes = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
]);
/** Attributes whose words are for the browser. */
const silentAttributes = new Set(['className', 'autoComplete', 'rel', 'style']);
/** Calls whose words nobody sees: a bug's, or the browser's own. */
const silentCalls = new Set(['present', 'querySelector', 'querySelectorAll', 'closest', 'matchMedia']);

/** What is thrown is read by who mends it. */
const silentErrors = /Error$|^BrokenMedia$/;

/** One letter alone is a key. */
const letters = /\p{L}{2}/u;
const sentence = /\p{L}{2,}[,;:]? \p{L}{2,}|\p{L}{2,}[.!?…]$|^\p{Lu}\p{Ll}{2,}$/u;
/** Names of keys and of what browsers throw. */
const names = /^(Arrow(Left|Right|Up|Down)|Enter|Escape|Home|End|Tab|Delete|Backspace|PageUp|PageDown)$/;

/** Words of a source that people would read, and that no translator would find: each with its line. */
export function outsideOf(file: string, text: string): readonly string[] {
  const found = new Map<number, string>();
  const silent: ESTree.Span[] = [];
  const lineOf = (at: number): number => text.slice(0, at).split('\n').length;
  const add = (words: string, { start }: ESTree.Span): void => {
    found.set(start, `${file}:${lineOf(start)}: ${words.trim().slice(0, 80)}`);
  };
  new Visitor({
    JSXText: (node) => {
      if (letters.test(node.value)) add(node.value, node);
    },
    JSXAttribute: (node) => {
      const name = node.name.type === 'JSXIdentifier' ? node.name.name : '';
      if (silentAttributes.has(name)) silent.push(node);
      const { value } = node;
      if (spokenAttributes.has(name) && value?.type === 'Literal' && letters.test(String(value.value)))
        add(String(value.value), value);
    },
    CallExpression: (node) => {
      const { callee } = node;
      const name =
        callee.type === 'Identifier'
          ? callee.name
          : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
            ? callee.property.name
            : '';
      if (silentCalls.has(name)) silent.push(node);
    },
    NewExpression: (node) => {
      if (node.callee.type === 'Identifier' && silentErrors.test(node.callee.name)) silent.push(node);
    },
    ImportDeclaration: (node) => {
      silent.push(node);
    },
    TSTypeAliasDeclaration: (node) => {
      silent.push(node);
    },
    TSInterfaceDeclaration: (node) => {
      silent.push(node);
    },
    Literal: (node) => {
      if (typeof node.value === 'string' && sentence.test(node.value) && !names.test(node.value))
        add(node.value, node);
    },
    TemplateElement: (node) => {
      const { cooked } = node.value;
      if (cooked !== null && sentence.test(cooked)) add(cooked, node);
    },
  }).visit(programOf(file, text));
  const isSilent = (at: number): boolean => silent.some(({ start, end }) => start <= at && at < end);
  return [...found].filter(([at]) => !isSilent(at)).map(([, words]) => words);
}
