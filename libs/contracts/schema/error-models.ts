import { Field } from './field.js';
import { Model } from './model.js';
import { integer, listOf, ref, text } from './schema.js';

/** One entry of a 422 answer, as the documents show it; answers carry `input` and sometimes `ctx` besides. */
@Model()
export class ValidationError {
  @Field(listOf({ anyOf: [text(), integer()] }, { title: 'Location' })) readonly loc!: (string | number)[];
  @Field(text({ title: 'Message' })) readonly msg!: string;
  @Field(text({ title: 'Error Type' })) readonly type!: string;
}

/** Body of every 422 answer. */
@Model()
export class HTTPValidationError {
  @Field(listOf(ref(ValidationError)), { required: false }) readonly detail?: ValidationError[];
}
