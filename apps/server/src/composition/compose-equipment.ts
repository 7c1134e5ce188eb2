import {
  mergeHooks,
  type Equipment,
  type EquipmentProvider,
  type EquipmentRequest,
  type Logger,
} from '@openhands-nest/agent-ports';

/** Asks all providers side by side. One that fails is left out and logged: it costs the others nothing. */
export function composeEquipment(providers: readonly EquipmentProvider[], logger: Logger): EquipmentProvider {
  return {
    equip: async (request) => {
      const answers = await Promise.allSettled(providers.map((provider) => provider.equip(request)));
      const had = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
      if (request.signal.aborted) {
        await closeAll(had, logger);
        throw request.signal.reason;
      }
      for (const answer of answers) if (answer.status === 'rejected') warn(request, answer.reason, logger);
      return joined(had, logger);
    },
  };
}

function joined(parts: readonly Equipment[], logger: Logger): Equipment {
  const hooks = mergeHooks(parts.map((part) => part.hooks));
  return {
    tools: parts.flatMap(({ tools }) => tools),
    instructions: parts.flatMap(({ instructions }) => instructions),
    ...(hooks && { hooks }),
    close: () => closeAll(parts, logger),
  };
}

async function closeAll(parts: readonly Equipment[], logger: Logger): Promise<void> {
  for (const answer of await Promise.allSettled(parts.map((part) => part.close()))) {
    if (answer.status === 'rejected')
      logger.warn('Part of what a conversation brought with it could not be closed.', { error: String(answer.reason) });
  }
}

function warn({ record }: EquipmentRequest, error: unknown, logger: Logger): void {
  logger.warn('A conversation goes on without a part of what it brings with it.', {
    conversationId: record.id,
    error: error instanceof Error ? error.message : String(error),
  });
}
