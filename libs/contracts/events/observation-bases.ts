import { Field, flag, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';
import { ImageContent, TextContent, type Content } from './content.js';
import { EDITOR_COMMANDS, type EditorCommand } from './editor-arguments.js';

/** What came back from a tool, also when the tool failed. */
@Model({ additionalProperties: false })
export class ObservationBase {
  @Field(listOf({ anyOf: [ref(TextContent), ref(ImageContent)] }, { default: [] })) readonly content!: Content[];
  @Field(flag({ default: false })) readonly is_error!: boolean;
}

/** What an editor did. */
@Model({ additionalProperties: false })
export class FileEditorResult extends ObservationBase {
  @Field(text({ enum: EDITOR_COMMANDS })) readonly command!: EditorCommand;
  @Field(nullable(text())) readonly path?: string | null;
  @Field(flag({ default: true })) readonly prev_exist!: boolean;
  @Field(nullable(text())) readonly old_content?: string | null;
  @Field(nullable(text())) readonly new_content?: string | null;
}
