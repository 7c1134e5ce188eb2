import { fetchCanvas, serveCanvas } from '@openhands-nest/canvas';
import { obedientModel } from '@openhands-nest/testing';
import type { ServerProcess } from '../../harness/server-process.js';
import { Stage } from '../../harness/stage.js';
import { CanvasPage } from './canvas-page.js';

/** Session key of the server that the GUI uses. */
export const KEY = 'key-of-the-canvas';

export interface CanvasVisit {
  readonly canvas: CanvasPage;
  /** Of the published GUI. */
  readonly origin: string;
  readonly server: ServerProcess;
  readonly stage: Stage;
}

/** The published GUI after its first visit, which made a server with an obedient model its backend. @param clearers get what ends it */
export async function openCanvas(executablePath: string, clearers: (() => Promise<unknown>)[]): Promise<CanvasVisit> {
  const stage = await Stage.set(obedientModel());
  clearers.push(() => stage.strike());
  const { pages } = await fetchCanvas();
  const site = await serveCanvas(pages);
  clearers.push(() => site.close());
  const withoutModel = { LLM_MODEL: '', LLM_API_KEY: '', LLM_BASE_URL: '' };
  const server = await stage.startServer({ SESSION_API_KEY: KEY, ...withoutModel });
  const pictures = process.env['CANVAS_PICTURES'];
  const canvas = await CanvasPage.open({ executablePath, origin: site.origin, pictures });
  clearers.push(() => canvas.close());
  await addBackend(canvas, server, stage);
  return { canvas, origin: site.origin, server, stage };
}

/** Through the four steps of the first visit: the server, the consent, the agent, the model. */
async function addBackend(canvas: CanvasPage, server: ServerProcess, stage: Stage): Promise<void> {
  await canvas.at('onboarding-backend-host').fill(server.agentServerUrl);
  await canvas.at('onboarding-backend-api-key').fill(KEY);
  await canvas.at('onboarding-backend-next').click();
  await canvas.at('confirm-telemetry-preferences').click();
  await canvas.at('onboarding-agent-next').click();
  await canvas.at('sdk-section-advanced-toggle').click();
  await canvas.at('llm-custom-model-input').fill('openai/fake-model');
  await canvas.at('base-url-input').fill(stage.model?.baseUrl ?? '');
  await canvas.at('llm-api-key-input').fill('sk-of-the-test');
  await canvas.at('onboarding-llm-next').click();
  await canvas.at('onboarding-hello-input').waitFor();
}
