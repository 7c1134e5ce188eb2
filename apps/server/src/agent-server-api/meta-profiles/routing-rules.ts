import type { RoutingRules } from '@openhands-nest/agent-ports';
import type { MetaProfile } from '@openhands-nest/contracts/agent-server';

/** A meta-profile as the engine's tools understand it. */
export function routingRules(profile: MetaProfile): RoutingRules {
  const { classifier_model: classifier, classes, prompt_template: template, model_table: table } = profile;
  return {
    classifier,
    classes: classes.map(({ description, model }) => ({ description, model })),
    ...(typeof template === 'string' && { template }),
    ...(typeof table === 'string' && { table }),
  };
}

/** What stands in the way of a meta-profile: it must lead to models, in one of two ways. Undefined: nothing. */
export function routingComplaint({ classes, prompt_template: template }: MetaProfile): string | undefined {
  if (typeof template !== 'string')
    return classes.length > 0
      ? undefined
      : 'A meta-profile needs classes or a prompt_template, or it leads to no model.';
  if (!/\{\{\s*instance_text\s*\}\}/.test(template))
    return 'The prompt_template needs {{ instance_text }}: the place where the conversation is shown.';
  return classes.length > 0 ? 'Give either classes or a prompt_template, not both.' : undefined;
}
