import { Field, integer, literal, Model, number, Operation, ref, text } from '@openhands-nest/contracts/schema';

@Model()
export class AliveStatus {
  @Field(literal('ok')) readonly status!: 'ok';
}

/** Bytes, of the server's process. */
@Model()
export class MemoryUse {
  @Field(integer()) readonly rss!: number;
  @Field(integer()) readonly vms!: number;
  /** Of the machine's memory. */
  @Field(number()) readonly percent!: number;
}

/** Bytes, of the disk that holds the data. */
@Model()
export class DiskUse {
  @Field(integer()) readonly total!: number;
  @Field(integer()) readonly used!: number;
  @Field(integer()) readonly free!: number;
  @Field(number()) readonly percent!: number;
}

/** Bytes since the start. */
@Model()
export class TransferUse {
  @Field(integer()) readonly read_bytes!: number;
  @Field(integer()) readonly write_bytes!: number;
}

@Model()
export class ServerResources {
  /** Of one processor, on average since the start. */
  @Field(number()) readonly cpu_percent!: number;
  @Field(ref(MemoryUse)) readonly memory!: MemoryUse;
  @Field(ref(DiskUse)) readonly disk!: DiskUse;
  @Field(ref(TransferUse)) readonly io!: TransferUse;
}

@Model()
export class AppServerInfo {
  /** Seconds. */
  @Field(number()) readonly uptime!: number;
  /** Seconds since somebody last used the server. */
  @Field(number()) readonly idle_time!: number;
  @Field(ref(ServerResources)) readonly resources!: ServerResources;
}

/** GET /alive */
export function ApiAppAlive(): MethodDecorator {
  return Operation({ id: 'alive_alive_get', summary: 'Alive', answers: { 200: ref(AliveStatus) } });
}

/** GET /health */
export function ApiAppHealth(): MethodDecorator {
  return Operation({ id: 'health_health_get', summary: 'Health', answers: { 200: text() } });
}

/** GET /server_info */
export function ApiAppServerInfo(): MethodDecorator {
  return Operation({
    id: 'get_server_info_server_info_get',
    summary: 'Get Server Info',
    answers: { 200: ref(AppServerInfo) },
  });
}
