import { Module } from '@nestjs/common';
import { ConversationLifeController } from './conversations/conversation-life.controller.js';
import { ConversationListController } from './conversations/conversation-list.controller.js';
import { ConversationsController } from './conversations/conversations.controller.js';
import { LegacyEventsController } from './events/legacy-events.controller.js';
import { OptionsController } from './options/options.controller.js';
import { RuntimeController } from './runtime/runtime.controller.js';
import { HealthController } from './server-details/health.controller.js';

/** The OpenHands API of PORT. */
@Module({
  controllers: [
    ConversationsController,
    ConversationListController,
    ConversationLifeController,
    LegacyEventsController,
    RuntimeController,
    OptionsController,
    HealthController,
  ],
})
export class AppApiModule {}
