// Builds sw.js last of all, with the list of every file it is to keep and the hash each must have.
import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Plugin, build } from 'vite';

const NOT_KEPT = /(^sw\.js|\.map|\.gz|\.br)$/;

export function serviceWorker(entry: string): Plugin {
  let outDir = '';
  let root = '';
  return {
    name: 'lykta-service-worker',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      root = config.root;
      outDir = path.resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        const files = await filesWithHashes(outDir);
        const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
        await build({
          root,
          configFile: false,
          publicDir: false,
          logLevel: 'warn',
          define: { __FILES__: JSON.stringify(files), __VERSION__: JSON.stringify(version) },
          build: {
            outDir,
            emptyOutDir: false,
            target: 'es2022',
            modulePreload: false,
            rolldownOptions: {
              input: path.resolve(root, entry),
              output: { entryFileNames: 'sw.js', format: 'iife' },
            },
          },
        });
      },
    },
  };
}

async function filesWithHashes(dir: string): Promise<[url: string, integrity: string][]> {
  const found: [string, string][] = [];
  for (const name of (await readdir(dir, { recursive: true })).sort()) {
    const file = path.join(dir, name);
    if (NOT_KEPT.test(name) || !(await stat(file)).isFile()) continue;
    const hash = createHash('sha384')
      .update(await readFile(file))
      .digest('base64');
    found.push(['/' + name.split(path.sep).join('/'), 'sha384-' + hash]);
  }
  return found;
}
