import type { Content } from '@openhands-nest/contracts/events';
import type { AcpAgent } from '@openhands-nest/agent-ports';
import { acpInstructions, goOnPrompt, historyPrompt, newSessionNotice } from '../prompts/acp-prompt.js';
import { textParts } from '../run/recalled.js';
import type { RunContext } from '../run/run-context.js';
import type { AcpDesk } from './acp-desk.js';
import { sayingEvent } from './acp-events.js';
import { acpStateOf, withAcpState } from './acp-state.js';
import type { Due, Mailbox } from './mailbox.js';

/** Commits that the agent is given these messages, and answers with what it is sent: they, and what it does not know yet. */
export async function brief(
  { journal }: RunContext,
  desk: AcpDesk,
  mailbox: Mailbox,
  agent: AcpAgent,
  { letters, again }: Due,
): Promise<readonly Content[]> {
  const { session, given } = acpStateOf(journal.record);
  const [first] = letters;
  const knows = session?.told === true;
  const history = knows || agent.resumed || !first ? [] : mailbox.before(first);
  const isNew = given !== undefined && history.length > 0;
  await journal.transact((record) => ({
    events: isNew ? [sayingEvent(newSessionNotice())] : [],
    patch: { agentState: withAcpState(record, { given: letters.at(-1)?.id ?? '', isOpen: true }) },
  }));
  const instructions = knows ? '' : acpInstructions(journal.record.spec.instructions, await desk.secretNames());
  return [
    ...textParts(history.length > 0 ? [historyPrompt(history)] : []),
    ...textParts(again ? [goOnPrompt()] : []),
    ...letters.flatMap(({ content }) => content),
    ...textParts(instructions === '' ? [] : [instructions]),
  ];
}
