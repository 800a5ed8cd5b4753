import type { Command } from 'commander';

/** An option, as it is typed, and what follows it. */
export interface CompletedOption {
  readonly flag: string;
  readonly about: string;
  readonly takesValue: boolean;
  /** Empty: anything. */
  readonly choices: readonly string[];
}

/** A place on the command line: a command, and what can come next. */
export interface Place {
  /** As typed, `asg tasks list`. */
  readonly path: string;
  /** Other ways to type it, as paths. */
  readonly aliases: readonly string[];
  readonly commands: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly CompletedOption[];
  /** Its arguments, where they are out of a fixed set. */
  readonly choices: readonly string[];
  readonly takesFile: boolean;
}

/** The program and all its commands. */
export function placesOf(program: Command): readonly Place[] {
  return placesUnder(program, [program.name()], []);
}

function placesUnder(
  command: Command,
  path: readonly string[],
  aliases: readonly string[],
): readonly Place[] {
  const parent = path.slice(0, -1).join(' ');
  const place: Place = {
    path: path.join(' '),
    aliases: aliases.map((alias) => `${parent} ${alias}`),
    commands: command.commands.map((each) => ({ name: each.name(), about: each.description() })),
    options: [...command.options.filter(({ hidden }) => !hidden).map(completed), helpOption],
    choices: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    takesFile: command.registeredArguments.some((argument) => /file|folder/.test(argument.name())),
  };
  const below = command.commands.flatMap((each) => placesUnder(each, [...path, each.name()], each.aliases()));
  return [place, ...below];
}

const helpOption: CompletedOption = {
  flag: '--help',
  about: 'what it takes',
  takesValue: false,
  choices: [],
};

function completed(option: Command['options'][number]): CompletedOption {
  return {
    flag: option.long ?? option.short ?? option.flags,
    about: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
  };
}
