import { extname } from 'node:path';

const TEXTS: Readonly<Record<string, string>> = {
  css: 'css',
  csv: 'csv',
  htm: 'html',
  html: 'html',
  js: 'javascript',
  md: 'markdown',
  mjs: 'javascript',
  xml: 'xml',
};
/** Shown as they are. */
const PLAIN = new Set(
  'c cc cfg conf cpp go h hpp ini java jsx kt log lua php pl py rb rs scala sh sql swift toml ts tsx txt vue yaml yml'.split(
    ' ',
  ),
);
const OTHERS: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  bmp: 'image/bmp',
  gif: 'image/gif',
  gz: 'application/gzip',
  ico: 'image/x-icon',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  map: 'application/json',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  ogg: 'audio/ogg',
  otf: 'font/otf',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  tar: 'application/x-tar',
  ttf: 'font/ttf',
  wasm: 'application/wasm',
  wav: 'audio/wav',
  webm: 'video/webm',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
  xhtml: 'application/xhtml+xml',
  zip: 'application/zip',
};

/** The media type that a file's name promises; bytes when it promises nothing. */
export function contentTypeOf(name: string): string {
  const extension = extname(name).slice(1).toLowerCase();
  const text = Object.hasOwn(TEXTS, extension) ? TEXTS[extension] : PLAIN.has(extension) ? 'plain' : undefined;
  if (text !== undefined) return `text/${text}; charset=utf-8`;
  return (Object.hasOwn(OTHERS, extension) && OTHERS[extension]) || 'application/octet-stream';
}

/** Whether a browser would run scripts of such a document. */
export function isActive(contentType: string): boolean {
  return /html|xml/.test(contentType);
}
