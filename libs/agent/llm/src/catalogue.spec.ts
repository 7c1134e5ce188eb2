import { describe, expect, it } from '@jest/globals';
import { knownModels, modelsByFullName, providerNames, verifiedModels } from './catalogue.js';
import { routeOf } from './provider/model-route.js';

describe('the catalogue', () => {
  it('verifies only models that can be reached under their names', () => {
    for (const [provider, models] of Object.entries(verifiedModels())) {
      expect(providerNames()).toContain(provider);
      for (const model of models) expect(routeOf({ model: `${provider}/${model}` }).modelId).toBe(model);
    }
  });

  it('lists names that work as they are', () => {
    for (const model of knownModels()) expect(() => routeOf({ model })).not.toThrow();
  });

  it('lists every model under a name that says its provider', () => {
    const models = modelsByFullName();
    for (const model of models) expect(providerNames()).toContain(model.split('/')[0]);
    for (const model of knownModels()) {
      const { modelId } = routeOf({ model });
      expect(models.filter((name) => routeOf({ model: name }).modelId === modelId)).not.toEqual([]);
    }
  });

  it('lists the models of one provider without its prefix, once each', () => {
    const models = knownModels('anthropic');
    expect(models).toContain('claude-sonnet-5');
    expect(models.filter((model) => model.includes('/') || model.startsWith('gpt'))).toEqual([]);
    expect(new Set(models).size).toBe(models.length);
    expect(knownModels('nobody')).toEqual([]);
  });
});
