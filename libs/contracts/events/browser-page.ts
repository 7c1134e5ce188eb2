const FIRST_LINE = /^Page: (\S+) \(/;

/** Where the browser is: the first line of what its tools answer once they have done something to a page. */
export function browserPageLine(address: string, title: string): string {
  return `Page: ${address} (${title || 'no title'})`;
}

/** The address in that line; undefined for answers that do not begin with it. */
export function browserPageAddress(answer: string): string | undefined {
  return FIRST_LINE.exec(answer)?.[1];
}
