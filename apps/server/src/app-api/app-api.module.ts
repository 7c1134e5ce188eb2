import { Module } from '@nestjs/common';
import { ConversationsController } from './conversations/conversations.controller.js';
import { HealthController } from './server-details/health.controller.js';

/** The OpenHands API of PORT. */
@Module({ controllers: [ConversationsController, HealthController] })
export class AppApiModule {}
