import { Field, integer, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { CanvasExtensionBackend } from './backend-manifest.js';

/** Of extensions, and of their pages: lower-case letters, digits and single hyphens. */
export const CANVAS_EXTENSION_NAME = text({ minLength: 1, maxLength: 255, pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$' });

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const ROUTE = /^(?:\/[a-z0-9]+(?:-[a-z0-9]+)*)+$/;

/** A page that an extension adds to the GUI. */
@Model()
export class CanvasExtensionPage {
  @Field(text(), { check: nameComplaint }) readonly id!: string;
  @Field(text()) readonly title!: string;
  /** Where the GUI shows it, below a place of the extension's own: `/dashboard/settings`. */
  @Field(text(), { check: routeComplaint }) readonly path!: string;
}

@Model()
export class CanvasExtensionContributes {
  @Field(listOf(ref(CanvasExtensionPage)), { initial: () => [], check: pagesComplaint })
  readonly pages!: CanvasExtensionPage[];
}

/** What an extension says of itself, in the file `canvas-extension.json` at its root. */
@Model()
export class CanvasExtensionManifest {
  @Field(integer(), { check: (version: number) => (version === 1 ? undefined : 'only version 1 is known') })
  readonly schema_version!: number;
  @Field(text(), { check: nameComplaint }) readonly name!: string;
  /** For people. */
  @Field(text()) readonly display_name!: string;
  @Field(text()) readonly version!: string;
  @Field(text({ default: '' })) readonly description!: string;
  /** The script that the GUI loads, relative to the extension's root. */
  @Field(text(), { check: insidePathComplaint }) readonly entrypoint!: string;
  @Field(ref(CanvasExtensionContributes), { initial: () => ({ pages: [] }) })
  readonly contributes!: CanvasExtensionContributes;
  /** A program that people may start beside the server. */
  @Field(nullable(ref(CanvasExtensionBackend))) readonly backend?: CanvasExtensionBackend | null;
  /** An SVG file, relative to the extension's root; any other is as good as none. */
  @Field(nullable(text()), { before: svgOrNothing }) readonly icon?: string | null;
}

/** A complaint about a path that does not stay inside of the extension; links are looked at when a file is opened. */
export function insidePathComplaint(path: string): string | undefined {
  if (path === '') return 'it must not be empty';
  const isInside = !path.startsWith('/') && !path.split('/').includes('..') && !path.includes('\0');
  return isInside ? undefined : 'it must be relative and stay inside of the extension';
}

function nameComplaint(name: string): string | undefined {
  return NAME.test(name) && name.length <= 255
    ? undefined
    : 'a name consists of lower-case letters, digits and single hyphens';
}

function routeComplaint(path: string): string | undefined {
  return ROUTE.test(path)
    ? undefined
    : 'a route begins with a slash and consists of names in lower case: /dashboard/settings';
}

function pagesComplaint(pages: readonly CanvasExtensionPage[]): string | undefined {
  const twice = repeated(pages.map(({ id }) => id)) ?? repeated(pages.map(({ path }) => path));
  return twice === undefined ? undefined : `two pages are called ${twice}`;
}

function repeated(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}

function svgOrNothing(icon: unknown): unknown {
  return typeof icon === 'string' && icon.endsWith('.svg') ? icon : null;
}
