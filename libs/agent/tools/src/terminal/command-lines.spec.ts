import { describe, expect, it } from '@jest/globals';
import { commandLinesOf } from './command-lines.js';

describe('commandLinesOf', () => {
  it.each([
    ['ls'],
    ['cd /tmp && ls; pwd'],
    ['ls # list\n'],
    ['# first look\nls\n# then nothing'],
    ['\n\n  ls  \n\n'],
    ['echo one \\\n  two'],
    ['ls |\n  wc -l'],
    ['ls |& \n wc -l'],
    ['make &&\n  make install'],
    ['make ||\n# or else\n  echo failed'],
    ["echo 'a\nb'"],
    ['echo "a\n$(ls\npwd)\nb"'],
    ["echo $'a\\'\nb'"],
    ['echo `ls\npwd`'],
    ['echo $(\n  ls\n)'],
    ['echo $((1 +\n2))'],
    ['echo ${a:-\n}'],
    ['cat <<EOF\nls\npwd\nEOF'],
    ["cat <<'EOF' > file && echo ok\nit's $(\nEOF\n"],
    ['cat <<-EOF\n\tindented\n\tEOF'],
    ['cat <<A <<B\nfirst\nA\nsecond\nB'],
    ['python3 - <<"END"\nfor i in range(3):\n    print(i)\nEND'],
    ['cat <<EOF | grep x\nx\nEOF'],
    ['for i in 1 2\ndo\n  echo $i\ndone'],
    ['for i in 1 2; do\n  for j in a b; do\n echo $i$j\n done\ndone > out'],
    ['while read line; do\n  echo "$line"\ndone < file'],
    ['until false\ndo break\ndone'],
    ['if [ -f x ]; then\n  cat x\nelif true\nthen\n  echo\nelse\n  echo no\nfi'],
    ['case $x in\n  a) echo a ;;\n  (b|c)\n    echo bc\n    ;;\n  *) if true; then\n echo; fi;;\nesac'],
    ['{\n  ls\n  pwd\n}'],
    ['(\n  cd x\n  ls\n)'],
    ['f() {\n  ls\n}'],
    ['f()\n{\n  ls\n}'],
    ['function f {\n ls\n}'],
    ['function f\n{\n ls\n}'],
    ['[[ -f a &&\n -f b ]]'],
    ['a=(\n 1\n 2\n)'],
    ['diff <(ls\n) <(ls)'],
    ['git commit -m "subject\n\nbody with if and for and { braces"'],
    ['echo if\\\n then'],
    ['cat <<< "here\nstring"'],
    ['! {\nfalse\n}'],
    ['time (\nls\n)'],
    ['VAR=1 bash -c "\nls\npwd"'],
    ['echo $(case x in x) echo y;; esac)'],
    ["awk '{\n print $1\n}' file"],
  ])('sees one command in %j', (command) => {
    expect(commandLinesOf(command)).toHaveLength(1);
  });

  it.each([
    ['ls\npwd', ['ls', 'pwd']],
    ['echo if\necho for', ['echo if', 'echo for']],
    ['cd a # go\n\n# list\nls', ['cd a # go', '# list\nls']],
    ['cat <<EOF\nx\nEOF\nls', ['cat <<EOF\nx\nEOF', 'ls']],
    ['for i in 1; do\necho\ndone\nls', ['for i in 1; do\necho\ndone', 'ls']],
    ['f() { ls\n}\nf', ['f() { ls\n}', 'f']],
    ['echo "a"\necho \'b\'\necho c', ['echo "a"', "echo 'b'", 'echo c']],
    ['sleep 1 &\nls', ['sleep 1 &', 'ls']],
    ['ls;\npwd', ['ls;', 'pwd']],
    ['(ls)\n(pwd)', ['(ls)', '(pwd)']],
    ['echo a#b\nls', ['echo a#b', 'ls']],
    ['echo ${#a}\nls', ['echo ${#a}', 'ls']],
    ['case a in a) ls;; esac\npwd', ['case a in a) ls;; esac', 'pwd']],
    ['[[ a ]]\nls', ['[[ a ]]', 'ls']],
    ['x=1\ny=2', ['x=1', 'y=2']],
    ['echo }\nls', ['echo }', 'ls']],
    ['cat <<< x\nls', ['cat <<< x', 'ls']],
    ['ls > out\npwd 2>&1', ['ls > out', 'pwd 2>&1']],
  ])('splits %j', (text, commands) => {
    expect(commandLinesOf(text)).toEqual(commands);
  });

  it.each(['echo "open', "echo 'open", 'if true; then', 'cat <<EOF\nnever', '$(', 'for', ')', '}', '\\', '<<', "$'"])(
    'ends on broken text like %j',
    (text) => {
      expect(commandLinesOf(text)).toHaveLength(1);
    },
  );
});
