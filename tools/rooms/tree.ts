import { globSync, readFileSync } from 'node:fs';
import { type ESTree, parseSync } from 'rolldown/utils';

/** Sources as the checks see them: paths from the repository's root, and what is in them. */
export interface Tree {
  readonly files: readonly string[];
  readonly read: (file: string) => string;
}

const patterns = [
  'packages/*/src/**/*.{ts,tsx,css}',
  'apps/*/src/**/*.{ts,tsx,css}',
  'tests/**/*.ts',
  'tools/**/*.ts',
  'sdks/python/{src,tests,tools}/**/*.py',
  '{packages,apps}/*/package.json',
];

/** This repository; each file is read once. */
export function thisTree(): Tree {
  const texts = new Map<string, string>();
  const read = (file: string): string => {
    const text = texts.get(file) ?? readFileSync(file, 'utf8');
    texts.set(file, text);
    return text;
  };
  return { files: globSync(patterns, { exclude: (name) => name === 'node_modules' }).sort(), read };
}

const programs = new Map<string, ESTree.Program>();
/** The syntax tree of a text; the same text is parsed once. */
export function programOf(file: string, text: string): ESTree.Program {
  const key = `${file}\n${text}`;
  const program = programs.get(key) ?? parseSync(file, text).program;
  programs.set(key, program);
  return program;
}

export const isTypeScript = (file: string): boolean => /\.tsx?$/.test(file);

/** Tests, and what is there for tests alone. */
const testCode =
  /\.(test|bench|suite)\.tsx?$|^packages\/[^/]+\/src\/(contract|crash|faults)\/|\/testing\/|^(tests|tools)\/|^sdks\/python\/tests\//;
export const isTestCode = (file: string): boolean => testCode.test(file);

/** Made by a program from something else. */
export const isGenerated = (text: string): boolean => /^(\/\/ Generated |# Written by )/.test(text);
