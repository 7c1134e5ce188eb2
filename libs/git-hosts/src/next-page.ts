/** Number of the page that a Link header calls the next one. */
export function nextPageIn(link: string | null | undefined): number | undefined {
  const next = /<([^>]*)>;\s*rel="next"/.exec(link ?? '')?.[1];
  const page = Number(next === undefined ? Number.NaN : new URL(next, 'http://host').searchParams.get('page'));
  return Number.isInteger(page) && page > 0 ? page : undefined;
}
