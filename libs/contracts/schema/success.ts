import { Field } from './field.js';
import { Model } from './model.js';
import { flag } from './schema.js';

/** Answer of operations that have nothing else to say. */
@Model()
export class Success {
  @Field(flag({ default: true })) readonly success!: boolean;
}
