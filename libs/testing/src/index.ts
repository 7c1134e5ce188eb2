export { ScriptedLlm } from './llm/scripted-llm.js';
export { answering, callsTo, callTo, failWith, retrying, say, waitFor, type ScriptedCall, type ScriptedReply, type ScriptedTurn } from './llm/scripted-turn.js';
export {
  aConversationRecord,
  aConversationSpec,
  aMessageEvent,
  anActionEvent,
  anAgentErrorEvent,
  anObservationEvent,
  aPauseEvent,
  aStateUpdate,
  aText,
  aTimestamp,
} from './factories.js';
