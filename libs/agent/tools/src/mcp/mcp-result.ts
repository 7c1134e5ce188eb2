import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Content, MCPToolObservation } from '@openhands-nest/contracts/events';
import { ObservationKind } from '@openhands-nest/contracts/vocabulary';
import { clipMiddle } from '../text/head-and-tail.js';
import { textContent } from '../text/text-content.js';

/** Characters of all texts of an answer together. */
const MAX_TEXT = 100_000;
const MAX_IMAGES = 10;
/** Characters of one image as base64. */
const MAX_IMAGE = 6 * 1024 * 1024;

type Block = CallToolResult['content'][number];

/** A result as an observation. The first part says which tool it is from. */
export function mcpObservation(toolName: string, result: CallToolResult): MCPToolObservation {
  const isError = result.isError === true;
  const head = `[Tool ${toolName} of an MCP server ${isError ? 'reported an error' : 'answered'}.]`;
  return {
    kind: ObservationKind.McpTool,
    is_error: isError,
    tool_name: toolName,
    content: [textContent(head), ...bounded(contentOf(result))],
  };
}

/** What the model is told of a call that has no result. */
export function mcpFailure(toolName: string, sentence: string): MCPToolObservation {
  return { kind: ObservationKind.McpTool, is_error: true, tool_name: toolName, content: [textContent(sentence)] };
}

function contentOf({ content, structuredContent }: CallToolResult): Content[] {
  if (content.length === 0 && structuredContent) return [textContent(JSON.stringify(structuredContent))];
  return content.map(partOf);
}

function partOf(block: Block): Content {
  switch (block.type) {
    case 'text':
      return textContent(block.text);
    case 'image':
      return imagePart(block.mimeType, block.data);
    case 'resource':
      return 'text' in block.resource
        ? textContent(block.resource.text)
        : textContent(`[The resource ${block.resource.uri} is not text and is left out.]`);
    case 'resource_link':
      return textContent(`[Resource: ${block.uri}]`);
    default:
      return textContent(`[Content of the type ${block.type} is left out.]`);
  }
}

function imagePart(mimeType: string, data: string): Content {
  if (!/^image\/(png|jpeg|gif|webp)$/.test(mimeType))
    return textContent(`[An image of the type ${mimeType} is left out.]`);
  if (data.length > MAX_IMAGE) return textContent('[An image is left out, because it is too large.]');
  return { cache_prompt: false, type: 'image', image_urls: [`data:${mimeType};base64,${data}`] };
}

/** Cuts texts so that all of them together keep the limit, and drops images that are too many. */
function bounded(parts: readonly Content[]): Content[] {
  let room = MAX_TEXT;
  let images = 0;
  return parts.flatMap((part): Content[] => {
    if (part.type === 'image') return ++images > MAX_IMAGES ? [] : [part];
    if (room <= 0) return [];
    const text = clipMiddle(part.text, room);
    room -= text.length;
    return [textContent(text)];
  });
}
