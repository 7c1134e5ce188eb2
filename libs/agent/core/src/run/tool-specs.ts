import type { LlmToolSpec, Tool } from '@openhands-nest/agent-ports';
import { SecurityRisk } from '@openhands-nest/contracts/vocabulary';

type Parameters = Readonly<Record<string, unknown>>;

const SUMMARY = {
  type: 'string',
  description: 'What this call is for, in about ten words, for the person who watches.',
};
const RISK = {
  type: 'string',
  enum: [SecurityRisk.Low, SecurityRisk.Medium, SecurityRisk.High],
  description: [
    'How dangerous this call is.',
    'LOW: it only reads, or changes files of this workspace that are easily restored.',
    'MEDIUM: it changes much of the workspace, installs something, or talks to the network.',
    'HIGH: it may destroy data, change the system, give secrets away, or reach what lies outside of the workspace.',
  ].join(' '),
};

const plain = new WeakMap<ReadonlyMap<string, Tool>, readonly LlmToolSpec[]>();
const withRisk = new WeakMap<ReadonlyMap<string, Tool>, readonly LlmToolSpec[]>();

/** What the model is told of the tools. Every call may say in one line what it is for and, when that is asked, how dangerous it is. */
export function toolSpecs(tools: ReadonlyMap<string, Tool>, asksRisk = false): readonly LlmToolSpec[] {
  const known = asksRisk ? withRisk : plain;
  const specs = known.get(tools) ?? [...tools.values()].map((tool) => toolSpec(tool, asksRisk));
  known.set(tools, specs);
  return specs;
}

function toolSpec({ name, description, parameters, annotations }: Tool, asksRisk: boolean): LlmToolSpec {
  const asked = asksRisk && !annotations.readOnlyHint;
  return {
    name,
    description,
    parameters: asked ? withRequired(parameters) : withNotes(parameters, { summary: SUMMARY }),
  };
}

function withRequired(parameters: Parameters): Parameters {
  const required = (parameters['required'] ?? []) as readonly string[];
  const noted = withNotes(parameters, { summary: SUMMARY, security_risk: RISK });
  return { ...noted, required: [...new Set([...required, 'security_risk'])] };
}

/** What a tool declares itself stays as it is. */
function withNotes(parameters: Parameters, notes: Parameters): Parameters {
  return {
    ...parameters,
    properties: { ...(parameters['properties'] as Parameters | undefined), ...notes, ...ownOf(parameters, notes) },
  };
}

function ownOf(parameters: Parameters, notes: Parameters): Parameters {
  const properties = (parameters['properties'] ?? {}) as Parameters;
  return Object.fromEntries(
    Object.keys(notes).flatMap((name) => (name in properties ? [[name, properties[name]]] : [])),
  );
}
