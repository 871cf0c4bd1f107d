// Writes a .br and a .gz beside every text file of the build, so that the desk never compresses on request.
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(js|css|html|svg|json|webmanifest|txt)$/;
const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

export function precompress(): Plugin {
  let outDir = '';
  return {
    name: 'lykta-precompress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        for (const name of await readdir(outDir, { recursive: true })) {
          const file = path.join(outDir, name);
          if (!TEXT.test(name) || !(await stat(file)).isFile()) continue;
          const bytes = await readFile(file);
          const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
          await writeFile(file + '.br', await brotli(bytes, { params }));
          await writeFile(file + '.gz', await gz(bytes, { level: constants.Z_BEST_COMPRESSION }));
        }
      },
    },
  };
}
