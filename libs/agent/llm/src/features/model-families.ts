const NEWER_CLAUDE = /claude-(?:[a-z]+)-(\d)(?:[-.](\d)(?!\d))?/;
const OLDER_CLAUDE = /claude-(\d)(?:[-.](\d)(?!\d))?/;
const GEMINI = /gemini-(\d+)(?:\.(\d+))?/;
const OPENAI = /^(gpt-\d|chatgpt|codex|computer-use|o\d(?!\w))/;

/** The version of a Claude model as a number, such as 4.5; undefined for other models, and for those without a version. */
export function claudeVersion(name: string): number | undefined {
  return versionIn(NEWER_CLAUDE.exec(name) ?? OLDER_CLAUDE.exec(name));
}

/** The version of a Gemini model as a number; undefined for other models, and for those without a version. */
export function geminiVersion(name: string): number | undefined {
  return versionIn(GEMINI.exec(name));
}

/** Whether OpenAI sells a model of this name. */
export function isOpenAiModel(name: string): boolean {
  return OPENAI.test(name);
}

function versionIn(match: RegExpExecArray | null): number | undefined {
  return match ? Number(`${match[1]}.${match[2] ?? 0}`) : undefined;
}
