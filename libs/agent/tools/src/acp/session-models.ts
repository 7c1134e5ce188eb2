import type { AcpModel } from '@openhands-nest/agent-ports';
import { objectOf, type Json } from './json-rpc.js';

/** What the answer to a new or loaded session says of models. */
export interface SessionModels {
  readonly current: string | null;
  /** Undefined: it says nothing of models. */
  readonly offered: readonly AcpModel[] | undefined;
  readonly isOption: boolean;
}

/** The option with which a session's model is chosen. */
export const MODEL_OPTION = 'model';

/** @param isOptionOtherwise what holds when the answer says nothing */
export function modelsIn(answer: Json, isOptionOtherwise = false): SessionModels {
  const option = modelOption(answer);
  if (option)
    return {
      current: textOf(option['currentValue']),
      offered: valuesOf(option['options']).flatMap((one) => modelOf(one, 'value')),
      isOption: true,
    };
  const models = objectOf(answer['models']);
  if (!models) return { current: null, offered: undefined, isOption: isOptionOtherwise };
  return {
    current: textOf(models['currentModelId']),
    offered: listOf(models['availableModels']).flatMap((one) => modelOf(one, 'modelId')),
    isOption: false,
  };
}

function modelOption(answer: Json): Json | undefined {
  return listOf(answer['configOptions'])
    .map(objectOf)
    .find((option) => option?.['id'] === MODEL_OPTION && option['type'] === 'select');
}

/** The choices of an option may stand in groups. */
function valuesOf(options: unknown): unknown[] {
  return listOf(options).flatMap((one) => {
    const inner = objectOf(one)?.['options'];
    return inner === undefined ? [one] : listOf(inner);
  });
}

function modelOf(value: unknown, idKey: 'value' | 'modelId'): AcpModel[] {
  const model = objectOf(value);
  const id = textOf(model?.[idKey]);
  if (!model || !id) return [];
  return [{ id, name: textOf(model['name']), description: textOf(model['description']) }];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
