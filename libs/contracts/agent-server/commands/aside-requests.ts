import { Field, Model, text } from '@openhands-nest/contracts/schema';

@Model()
export class AskAgentRequest {
  @Field(text()) readonly question!: string;
}

@Model()
export class AskAgentResponse {
  @Field(text()) readonly response!: string;
}
