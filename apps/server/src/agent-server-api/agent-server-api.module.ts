import { Module } from '@nestjs/common';
import { RunsController } from './conversations/runs.controller.js';
import { EventsController } from './events/events.controller.js';
import { ServerDetailsController } from './server-details/server-details.controller.js';

/** The Agent Server API. What 0.53 lacks of it answers on both ports, the rest on the Agent Server's alone. */
@Module({ controllers: [EventsController, RunsController, ServerDetailsController] })
export class AgentServerApiModule {}
