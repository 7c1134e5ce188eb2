import { UnknownProfileError, type ModelQuestion, type Models } from '@openhands-nest/agent-ports';

/** Models by the names of their profiles, each with its one answer, or the failure that it ends in. */
export class FakeModels implements Models {
  readonly questions: ModelQuestion[] = [];
  readonly switchedTo: string[] = [];

  constructor(
    private readonly answers: Readonly<Record<string, string | Error>> = {},
    private readonly messages: readonly string[] = [],
  ) {}

  async profiles(): Promise<readonly string[]> {
    return Object.keys(this.answers).sort();
  }

  async ask(question: ModelQuestion): Promise<string> {
    const answer = this.answers[question.profile];
    if (answer === undefined) throw new UnknownProfileError(question.profile);
    this.questions.push(question);
    if (answer instanceof Error) throw answer;
    return answer;
  }

  async switchTo(profile: string): Promise<string> {
    if (this.answers[profile] === undefined) throw new UnknownProfileError(profile);
    this.switchedTo.push(profile);
    return `openai/${profile}`;
  }

  async latestMessages(count: number): Promise<readonly string[]> {
    return this.messages.slice(-count);
  }
}
