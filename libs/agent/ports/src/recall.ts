import type { EquipmentRequest } from './equipment.js';

/** Knowledge that the model is given once, when something calls for it: the text of a skill with key words, or of a rule for files. */
export interface Recalled {
  /** Of the skill or rule. Each is given once in a conversation. */
  readonly name: string;
  readonly text: string;
}

export interface MessageRecall {
  readonly skills: readonly Recalled[];
  /** Said to the model behind every message of a person. */
  readonly suffix?: string;
}

export type RecallRequest = Omit<EquipmentRequest, 'signal' | 'subAgents' | 'models'>;

/** What a conversation knows beside its log. Quick, and never over the network: messages wait for it. */
export interface Recall {
  /** What a person's words call for; what cannot be read is left out and logged. Undefined: it takes longer to say. */
  forMessage(request: RecallRequest, text: string): Promise<MessageRecall | undefined>;
  /** What a file calls for that a tool has touched. @param path as the tool was given it */
  forPath(request: RecallRequest, path: string): Promise<readonly Recalled[]>;
}
