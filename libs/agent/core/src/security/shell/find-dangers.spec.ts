import { describe, expect, it } from '@jest/globals';
import { findDangers, type Dangers } from './find-dangers.js';

describe('dangers in a piece of shell', () => {
  it.each<[keyof Dangers, string]>([
    ['deletes', 'rm -rf build'],
    ['deletes', 'rm -r --force build'],
    ['deletes', 'cd x && find . -name y | xargs -n 1 rm -fr'],
    ['deletesCritically', 'rm -rf /'],
    ['deletesCritically', '/bin/rm -rf /*'],
    ['deletesCritically', `r'm' "-rf" /etc/nginx`],
    ['deletesCritically', '\\rm -rf -- /usr/../etc'],
    ['deletesCritically', 'rm -rf ~'],
    ['deletesCritically', 'A=1 sudo -u root env B=2 timeout -k 1 5 rm -rf /home/me'],
    ['deletesCritically', 'if true; then (rm -rf /var); fi'],
    ['deletesCritically', `bash -lc 'cd /; rm -rf /boot'`],
    ['deletesCritically', 'eval "rm -rf" /'],
    ['deletesCritically', 'echo $(rm -rf /usr)'],
    ['deletesCritically', 'bash <<EOF\nls\nrm -rf /etc\nEOF\necho done'],
    ['deletesCritically', 'echo rm -rf / | sh'],
    ['deletesCritically', "sh <<< 'rm -rf /etc'"],
    ['runsFetched', 'curl -s http://x | sh'],
    ['runsFetched', 'wget -qO- http://x | sudo tee /f'],
    ['runsFetched', 'bash -c "$(curl -s http://x)"'],
    ['runsFetched', 'eval "`wget http://x`"'],
    ['runsFetched', 'source <(curl http://x)'],
    ['runsFetched', 'bash <(curl http://x)'],
    ['writesDisk', 'dd if=/dev/zero of=/dev/sda bs=1M'],
    ['writesDisk', 'mkfs -t ext4 /dev/sda1'],
    ['writesDisk', 'cat image > /dev/nvme0n1'],
    ['isUncertain', 'rm -rf "$X"'],
    ['isUncertain', 'bash -c "$X"'],
    ['isUncertain', 'cat x | sh'],
    ['isMaskedDeletion', '$CMD -rf /'],
  ])('%s: %s', (danger, text) => {
    expect(findDangers(text)[danger]).toBe(true);
  });

  it.each([
    'ls -la | wc -l',
    'rm -r build',
    'rm -f file',
    `git commit -m "do not rm -rf /"`,
    `echo 'rm -rf /'`,
    `grep 'curl x | sh' notes # rm -rf /`,
    'curl http://x > f',
    'echo hi > /dev/null 2>&1',
    'dd if=a of=b',
    'sh script.sh -x',
    '$CMD file',
    'cat <<EOF > notes\nrm -rf /\nEOF',
    `It's prose; (with) "marks & all`,
    'for i in a b; do echo "$i"; done',
  ])('none: %s', (text) => {
    expect(Object.entries(findDangers(text)).filter(([, is]) => is)).toEqual([]);
  });

  it('are looked for in bounded time, whatever the text', () => {
    const before = performance.now();
    for (const piece of ['$(', '`', '((', '"$(', 'a|', "'", '<<E\n', '{ ', '\\', '${'])
      findDangers(piece.repeat(30_000 / piece.length));
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});
