export {
  OpenAIChatCompletionRequest,
  OpenAIChatMessage,
  OpenAIContentPart,
  OpenAIImageURL,
  OpenAIResponseInputContentPart,
  OpenAIResponseInputMessage,
  OpenAIResponseRequest,
  OpenAIStreamOptions,
} from './gateway-requests.js';
export {
  ChatCompletion,
  ChatCompletionChoice,
  ChatCompletionMessage,
  CompletionUsage,
  OpenAIModel,
  OpenAIModelListResponse,
  OpenAIResponse,
  OpenAIResponseInputTokensDetails,
  OpenAIResponseOutputMessage,
  OpenAIResponseOutputText,
  OpenAIResponseOutputTokensDetails,
  OpenAIResponseUsage,
} from './gateway-answers.js';
export { ApiCreateChatCompletion, ApiCreateResponse, ApiListGatewayModels } from './gateway-operations.js';
