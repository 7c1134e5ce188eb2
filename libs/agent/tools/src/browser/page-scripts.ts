/**
 * What runs in pages, as text: a bundler would add names to functions that pages do not know.
 */

const INTERACTIVE = [
  'a[href]',
  'button',
  'input:not([type=hidden])',
  'select',
  'textarea',
  'summary',
  '[contenteditable=true]',
  '[onclick]',
  ...['button', 'link', 'checkbox', 'radio', 'tab', 'menuitem', 'option', 'switch', 'combobox', 'textbox'].map(
    (role) => `[role=${role}]`,
  ),
].join(',');

/** The elements that can be seen and used, shadow trees included, and a line on each. */
export const FIND_ELEMENTS = `(() => {
  const clean = (text) => String(text ?? '').replace(/\\s+/g, ' ').trim().slice(0, 120);
  const found = [];
  const search = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(${JSON.stringify(INTERACTIVE)})) found.push(element);
      if (element.shadowRoot) search(element.shadowRoot);
    }
  };
  search(document);
  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 0 && box.height > 0 && style.visibility !== 'hidden' && style.display !== 'none';
  };
  const line = (element) => {
    const tag = element.tagName.toLowerCase();
    const isSecret = element.type === 'password';
    const parts = [tag];
    for (const name of ['type', 'name', 'placeholder', 'aria-label', 'title', 'alt', 'href', 'role']) {
      const value = clean(element.getAttribute(name));
      if (value) parts.push(name + '="' + value + '"');
    }
    if (!isSecret && typeof element.value === 'string' && clean(element.value)) parts.push('value="' + clean(element.value) + '"');
    if (element.checked) parts.push('checked');
    if (element.disabled) parts.push('disabled');
    const text = tag === 'select' || tag === 'textarea' ? '' : clean(element.innerText);
    return '<' + parts.join(' ') + '>' + (text ? ' ' + text : '');
  };
  const elements = found.filter(isShown).slice(0, 400);
  return { elements, lines: elements.map(line) };
})()`;

/** Pixels above, shown and altogether. */
export const SCROLL_POSITION = `[Math.round(scrollY), innerHeight, document.documentElement.scrollHeight]`;

/** The page's HTML without what is not read, at most 2 million characters. */
export const READABLE_HTML = `(() => {
  if (!document.body) return '';
  const copy = document.body.cloneNode(true);
  for (const noise of copy.querySelectorAll('script,style,noscript,template,svg,canvas,iframe,object,[hidden]')) noise.remove();
  return copy.innerHTML.slice(0, 2000000);
})()`;

export const SESSION_ITEMS = `Object.entries({ ...sessionStorage })`;

export function scrollBy(direction: 'up' | 'down'): string {
  return `scrollBy(0, ${direction === 'up' ? '-' : ''}Math.round(innerHeight * 0.8))`;
}

export function fillStorage(storage: 'localStorage' | 'sessionStorage', items: readonly (readonly string[])[]): string {
  return `for (const [name, value] of ${JSON.stringify(items)}) ${storage}.setItem(name, value)`;
}
