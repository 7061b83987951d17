// The page's modules for tests without a browser. They end in .js and no package.json stands beside them, since every file there
// is served: a hook says that they are modules.
import { readFileSync, readdirSync } from 'node:fs';
import { register } from 'node:module';

export const root = new URL('../../../scanner/page/', import.meta.url);
const hook = `export async function load(url, context, next) {
  return next(url, url.startsWith(${JSON.stringify(root.href)}) ? { ...context, format: 'module' } : context);
}`;
register('data:text/javascript,' + encodeURIComponent(hook));

export const page = (name) => import(new URL(name, root));
export const text = (name) => readFileSync(new URL(name, root), 'utf8');
export const files = (ending) => readdirSync(root).filter((name) => name.endsWith(ending));
