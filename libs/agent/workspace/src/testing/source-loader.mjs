import { registerHooks } from 'node:module';

// Lets node run our sources: they import "./name.js", which exists as "./name.ts" until it is compiled.
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith('.') || !context.parentURL?.endsWith('.ts')) return next(specifier, context);
    return next(specifier.replace(/\.js$/, '.ts'), context);
  },
});
