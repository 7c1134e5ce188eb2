import { Field, listOf, Model, nullable, ref, text } from '@openhands-nest/contracts/schema';

const ID = text({ minLength: 1, maxLength: 4096 });
const NAME = text({ minLength: 1, maxLength: 256 });

/** A directory that a person works in, remembered for the next time. */
@Model()
export class WorkspaceItem {
  @Field(ID) readonly id!: string;
  @Field(NAME) readonly name!: string;
  @Field(ID) readonly path!: string;
  @Field(nullable(text({ maxLength: 4096 }))) readonly parentPath?: string | null;
}

/** A directory whose subdirectories are workspaces. */
@Model()
export class WorkspaceParentItem {
  @Field(ID) readonly id!: string;
  @Field(NAME) readonly name!: string;
  @Field(ID) readonly path!: string;
}

@Model()
export class WorkspacesListResponse {
  @Field(listOf(ref(WorkspaceItem)), { initial: () => [] }) readonly workspaces!: WorkspaceItem[];
  @Field(listOf(ref(WorkspaceParentItem)), { initial: () => [] }) readonly workspaceParents!: WorkspaceParentItem[];
}

@Model()
export class AddWorkspacesRequest {
  @Field(listOf(ref(WorkspaceItem), { maxItems: 1000 })) readonly workspaces!: WorkspaceItem[];
}

@Model()
export class AddWorkspaceParentsRequest {
  @Field(listOf(ref(WorkspaceParentItem), { maxItems: 1000 })) readonly parents!: WorkspaceParentItem[];
}

@Model()
export class WorkspacePathQuery {
  @Field(text()) readonly path!: string;
}
