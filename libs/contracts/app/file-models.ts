import { Field, listOf, mapOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';

@Model()
export class ListFilesQuery {
  /** A directory, absolute or below the workspace; default: the workspace. */
  @Field(nullable(text())) readonly path?: string | null;
}

@Model()
export class SelectFileQuery {
  /** A file, absolute or below the workspace. */
  @Field(text()) readonly file!: string;
}

@Model()
export class FileText {
  @Field(text()) readonly code!: string;
}

@Model()
export class FilesUpload {
  @Field(listOf(text({ format: 'binary' }))) readonly files!: string[];
}

@Model()
export class SkippedFile {
  @Field(text()) readonly name!: string;
  @Field(text()) readonly reason!: string;
}

@Model()
export class POSTUploadFilesModel {
  /** Absolute paths. */
  @Field(listOf(text())) readonly uploaded_files!: string[];
  @Field(listOf(ref(SkippedFile))) readonly skipped_files!: SkippedFile[];
}

@Model()
export class WorkspaceChange {
  /** `M` changed, `A` added, `D` deleted. */
  @Field(text({ enum: ['M', 'A', 'D', 'U'] })) readonly status!: string;
  @Field(text()) readonly path!: string;
}

@Model()
export class WorkspaceDiffQuery {
  /** As the list of changes names it. */
  @Field(text()) readonly path!: string;
}

@Model()
export class WorkspaceDiff {
  @Field(text()) readonly modified!: string;
  @Field(text()) readonly original!: string;
}

@Model()
export class ExperimentConfig {
  @Field(nullable(mapOf(text()))) readonly config?: Record<string, string> | null;
}

@Model()
export class FeedbackDataModel {
  @Field(text({ maxLength: 1000 })) readonly email!: string;
  @Field(text({ maxLength: 100 })) readonly version!: string;
  @Field(text({ enum: ['public', 'private'], default: 'private' })) readonly permissions!: string;
  @Field(text({ enum: ['positive', 'negative'] })) readonly polarity!: string;
}

@Model()
export class FeedbackBody {
  @Field(text()) readonly message!: string;
  @Field(text()) readonly feedback_id!: string;
  /** Empty: what is kept here needs none. */
  @Field(text()) readonly password!: string;
}

@Model()
export class FeedbackAnswer {
  @Field(ref(FeedbackBody)) readonly body!: FeedbackBody;
}
