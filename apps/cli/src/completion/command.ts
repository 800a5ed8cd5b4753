import { Argument, type Command } from 'commander';
import { exitCodesHelp } from '../terminal/exit.ts';
import { placesOf } from './places.ts';
import { bashScript, fishScript, zshScript } from './scripts.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

const help = `
Prints a script that completes commands and options of asg with the Tab key.

Examples:
  $ source <(asg completion bash)                                       for this shell; in ~/.bashrc for all
  $ asg completion zsh > "\${fpath[1]}/_asg"                             zsh, before compinit
  $ asg completion fish > ~/.config/fish/completions/asg.fish
`;

/** \`asg completion\`: for the shells. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('a script that completes asg in bash, zsh or fish')
    .addArgument(new Argument('<shell>').choices(Object.keys(scripts)))
    .addHelpText('after', help + exitCodesHelp)
    .action((shell: keyof typeof scripts) => console.log(scripts[shell](placesOf(program))));
}
