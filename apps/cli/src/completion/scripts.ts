import type { CompletedOption, Place } from './places.ts';

/** Single quotes of a shell; those inside are dropped: descriptions need none. */
const quoted = (text: string): string => `'${text.replaceAll("'", '’')}'`;

const optionsWithChoices = (places: readonly Place[]) =>
  places.flatMap(({ path, options }) =>
    options.filter(({ choices }) => choices.length > 0).map((option) => ({ path, ...option })),
  );

/** The lines of a `case` that go one command further, the same in bash and zsh. */
function steps(places: readonly Place[]): string {
  return places
    .slice(1)
    .map(
      ({ path, aliases }) => `      ${[path, ...aliases].map(quoted).join(' | ')}) place=${quoted(path)} ;;`,
    )
    .join('\n');
}

export function bashScript(places: readonly Place[]): string {
  const values = optionsWithChoices(places)
    .map(
      ({ path, flag, choices }) => `    ${quoted(`${path} ${flag}`)}) words=${quoted(choices.join(' '))} ;;`,
    )
    .join('\n');
  const words = places
    .map(({ path, commands, options, choices }) => {
      const all = [...commands.map(({ name }) => name), ...choices, ...options.map(({ flag }) => flag)];
      return `    ${quoted(path)}) words=${quoted(all.join(' '))} ;;`;
    })
    .join('\n');
  return `# Completes asg in bash: source <(asg completion bash)
_asg() {
  local cur=\${COMP_WORDS[COMP_CWORD]} place=asg words='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$place \${COMP_WORDS[i]}" in
${steps(places)}
    esac
  done
  case "$place \${COMP_WORDS[COMP_CWORD - 1]}" in
${values}
  esac
  [[ -n $words ]] || case $place in
${words}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _asg asg`;
}

export function zshScript(places: readonly Place[]): string {
  const entry = (name: string, about: string): string => quoted(`${name}:${about.replaceAll(':', '\\:')}`);
  const values = optionsWithChoices(places)
    .map(
      ({ path, flag, choices }) =>
        `    ${quoted(`${path} ${flag}`)}) compadd -- ${choices.map(quoted).join(' ')}; return ;;`,
    )
    .join('\n');
  const next = places
    .map(({ path, commands, options, choices }) => {
      const all = [
        ...commands.map(({ name, about }) => entry(name, about)),
        ...choices.map((choice) => entry(choice, choice)),
        ...options.map(({ flag, about }) => entry(flag, about)),
      ];
      return `    ${quoted(path)}) next=(${all.join(' ')}) ;;`;
    })
    .join('\n');
  return `#compdef asg
# Completes asg in zsh: asg completion zsh > "\${fpath[1]}/_asg"
_asg() {
  local place=asg word
  local -a next
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$place $word" in
${steps(places)}
    esac
  done
  case "$place \${words[CURRENT-1]}" in
${values}
  esac
  case "$place" in
${next}
  esac
  _describe 'asg' next || _files
}
if [ "$funcstack[1]" = "_asg" ]; then _asg "$@"; else compdef _asg asg; fi`;
}

export function fishScript(places: readonly Place[]): string {
  const paths = places.slice(1).map(
    ({ path, aliases }) => `            case ${[path, ...aliases].map(quoted).join(' ')}
                set place ${quoted(path)}`,
  );
  const at = (path: string): string => `complete -c asg -n ${quoted(`__asg_at "${path}"`)}`;
  const lines = places.flatMap(({ path, commands, options, choices, takesFile }) => [
    ...commands.map(({ name, about }) => `${at(path)} -a ${name} -d ${quoted(about)}`),
    ...(choices.length === 0 ? [] : [`${at(path)} -a ${quoted(choices.join(' '))}`]),
    ...(takesFile ? [`${at(path)} -F`] : []),
    ...options.map((option) => `${at(path)} ${fishOption(option)} -d ${quoted(option.about)}`),
  ]);
  return `# Completes asg in fish: asg completion fish > ~/.config/fish/completions/asg.fish
function __asg_at
    set -l place asg
    for word in (commandline -opc)[2..-1]
        switch "$place $word"
${paths.join('\n')}
        end
    end
    test "$place" = "$argv[1]"
end
complete -c asg -f
${lines.join('\n')}`;
}

function fishOption({ flag, takesValue, choices }: CompletedOption): string {
  const name = flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
  if (!takesValue) return name;
  return choices.length === 0 ? `${name} -rF` : `${name} -xa ${quoted(choices.join(' '))}`;
}
