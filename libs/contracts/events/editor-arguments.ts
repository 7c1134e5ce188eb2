import { Field, integer, listOf, Model, nullable, text } from '@openhands-nest/contracts/schema';

export const EDITOR_COMMANDS = ['view', 'create', 'str_replace', 'insert', 'undo_edit'] as const;
export type EditorCommand = (typeof EDITOR_COMMANDS)[number];

/** What an editor is asked to do. */
@Model({ additionalProperties: false })
export class FileEditorArguments {
  @Field(text({ enum: EDITOR_COMMANDS, description: 'What to do.' })) readonly command!: EditorCommand;
  @Field(text({ description: 'Absolute path of the file, or of a directory for view.' })) readonly path!: string;
  @Field(nullable(text(), { description: 'create: the whole content of the new file.' })) readonly file_text?:
    string | null;
  @Field(
    nullable(text(), {
      description: 'str_replace: the text to replace, exactly as it stands in the file and occurring once.',
    }),
  )
  readonly old_str?: string | null;
  @Field(nullable(text(), { description: 'str_replace: the replacement. insert: the lines to insert.' }))
  readonly new_str?: string | null;
  @Field(
    nullable(integer({ minimum: 0 }), {
      description: 'insert: the line after which to insert; 0 is the top of the file.',
    }),
  )
  readonly insert_line?: number | null;
  @Field(
    nullable(listOf(integer()), {
      description: 'view: first and last line, counted from 1; a last line of -1 is the end of the file.',
    }),
  )
  readonly view_range?: number[] | null;
}
