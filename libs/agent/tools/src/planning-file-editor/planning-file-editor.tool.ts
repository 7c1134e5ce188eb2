import { posix } from 'node:path';
import type { Tool, ToolContext, ToolExecutor, Workspace } from '@openhands-nest/agent-ports';
import type { PlanningFileEditorAction, PlanningFileEditorObservation } from '@openhands-nest/contracts/events';
import { ActionKind, ObservationKind, ToolName } from '@openhands-nest/contracts/vocabulary';
import { FileEditorExecutor } from '../file-editor/file-editor-executor.js';
import { argumentsOf } from '../schema/arguments-of.js';
import { textContent } from '../text/text-content.js';

const PLAN = 'PLAN.md';
/** Where the plan is, unless an earlier one lies in the working directory itself. */
const FOLDER = '.agents_tmp';

const DESCRIPTION = `Views any file or directory, and edits one file only: the plan, ${FOLDER}/${PLAN} in the working directory (or ${PLAN} there, if it exists). The commands are view, create, str_replace, insert and undo_edit, with absolute paths. Other files are not changed while planning.`;

const OUTLINE = ['Goal', 'What is there now', 'Approach', 'Steps', 'How to check the result']
  .map((title) => `## ${title}\n`)
  .join('\n');

/** An editor that may look at everything and change the plan. */
export function planningFileEditorTool(): Tool<PlanningFileEditorAction, PlanningFileEditorObservation> {
  return {
    name: ToolName.PlanningFileEditor,
    kinds: {
      tool: 'PlanningFileEditorTool',
      action: ActionKind.PlanningFileEditor,
      observation: ObservationKind.PlanningFileEditor,
    },
    description: DESCRIPTION,
    ...argumentsOf<PlanningFileEditorAction>(ActionKind.PlanningFileEditor),
    annotations: {
      title: ToolName.PlanningFileEditor,
      readOnlyHint: false,
      destructiveHint: false,
      idempotentHint: false,
      openWorldHint: false,
    },
    resourceOf: ({ command }) => (command === 'view' ? undefined : ToolName.PlanningFileEditor),
    createExecutor: (context) => new PlanningFileEditorExecutor(context),
  };
}

class PlanningFileEditorExecutor implements ToolExecutor<PlanningFileEditorAction, PlanningFileEditorObservation> {
  private readonly editor: FileEditorExecutor;
  private readonly workspace: Workspace;

  constructor(context: ToolContext) {
    this.editor = new FileEditorExecutor(context);
    this.workspace = context.workspace;
  }

  async execute(action: PlanningFileEditorAction, signal: AbortSignal): Promise<PlanningFileEditorObservation> {
    const plan = await this.plan();
    if (action.command !== 'view' && posix.normalize(action.path) !== plan) return refusal(action, plan);
    // Its outline is there before it is first looked at.
    if (action.command !== 'create' && posix.normalize(action.path) === plan) await this.begin(plan);
    const { kind: _kind, ...rest } = await this.editor.execute({ ...action, kind: ActionKind.FileEditor }, signal);
    return { kind: ObservationKind.PlanningFileEditor, ...rest };
  }

  close(): Promise<void> {
    return this.editor.close();
  }

  private async plan(): Promise<string> {
    const earlier = posix.join(this.workspace.root, PLAN);
    return (await this.workspace.stat(earlier)) ? earlier : posix.join(this.workspace.root, FOLDER, PLAN);
  }

  private async begin(plan: string): Promise<void> {
    if (!(await this.workspace.stat(plan))) await this.workspace.writeFile(plan, Buffer.from(OUTLINE));
  }
}

function refusal({ command, path }: PlanningFileEditorAction, plan: string): PlanningFileEditorObservation {
  return {
    kind: ObservationKind.PlanningFileEditor,
    is_error: true,
    content: [textContent(`While planning only ${plan} can be changed. Write down there what is to be done.`)],
    command,
    path,
    prev_exist: true,
    old_content: null,
    new_content: null,
  };
}
