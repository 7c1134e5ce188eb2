import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider';

export interface ModelStream {
  readonly stream: AsyncIterable<LanguageModelV4StreamPart>;
  readonly response?: { readonly headers?: Readonly<Record<string, string>> };
}

/** What a call needs of a provider's model; those of the SDKs have it. */
export interface StreamingModel {
  doStream(options: LanguageModelV4CallOptions): PromiseLike<ModelStream>;
}
