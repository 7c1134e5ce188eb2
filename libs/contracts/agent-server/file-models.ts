import { Field, flag, integer, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';

@Model()
export class FileQuery {
  @Field(text({ description: 'Absolute path of a file' })) readonly path!: string;
}

@Model()
export class DirectoryQuery {
  @Field(text({ description: 'Absolute path of a directory' })) readonly path!: string;
}

/** The form of an upload. */
@Model()
export class FileUpload {
  @Field(text({ format: 'binary' })) readonly file!: string;
}

@Model()
export class FileUploadResult {
  @Field(flag({ default: true })) readonly success!: boolean;
  @Field(integer({ description: 'Bytes written' })) readonly file_size!: number;
}

@Model()
export class HomeQuery {
  @Field(flag({ default: false, description: 'Also directories whose name begins with a dot' }))
  readonly include_hidden!: boolean;
}

@Model()
export class FileBrowserEntry {
  @Field(text()) readonly label!: string;
  @Field(text()) readonly path!: string;
}

@Model()
export class HomeResponse {
  @Field(text()) readonly home!: string;
  /** Directories in the home. */
  @Field(listOf(ref(FileBrowserEntry)), { initial: () => [] }) readonly favorites!: FileBrowserEntry[];
  /** Roots of the file system. */
  @Field(listOf(ref(FileBrowserEntry)), { initial: () => [] }) readonly locations!: FileBrowserEntry[];
}

@Model()
export class SubdirectoryQuery extends DirectoryQuery {
  @Field(nullable(text(), { title: 'Optional next_page_id from the previously returned page' }))
  readonly page_id?: string | null;
  @Field(integer({ minimum: 1, maximum: 100, default: 100, title: 'The max number of results in the page' }))
  readonly limit!: number;
  @Field(flag({ default: false, title: 'Include hidden subdirectories' })) readonly include_hidden!: boolean;
}

@Model()
export class SubdirectoryEntry {
  @Field(text()) readonly name!: string;
  @Field(text()) readonly path!: string;
}

@Model()
export class SubdirectoryPage {
  @Field(listOf(ref(SubdirectoryEntry))) readonly items!: SubdirectoryEntry[];
  @Field(nullable(text())) readonly next_page_id!: string | null;
}

/** A patch of the work in a repository, or the files themselves. */
export const ArchiveFormat = { GitDelta: 'git-delta', TarGz: 'tar.gz' } as const;
export type ArchiveFormat = (typeof ArchiveFormat)[keyof typeof ArchiveFormat];

@Model()
export class ArchiveQuery extends DirectoryQuery {
  @Field(text({ enum: Object.values(ArchiveFormat), default: ArchiveFormat.GitDelta })) readonly format!: ArchiveFormat;
  @Field(nullable(text(), { description: 'What a patch starts from. Default: what is in the origin, or nothing' }))
  readonly base_ref?: string | null;
  @Field(flag({ default: true, description: 'Leave dependencies, caches and build results out' }))
  readonly use_default_excludes!: boolean;
  @Field(nullable(listOf(text()), { description: 'Patterns of names to leave out as well; may be repeated' }))
  readonly exclude?: string[] | null;
}
