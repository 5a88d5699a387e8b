import { isBuiltin } from "node:module";

// An ESM import of a builtin runs its whole facade: `node:http` alone costs 29 ms at start. Fetched through
// process.getBuiltinModule when first used, it costs what is used.
const STATIC =
  /^import (?:([\w$]+)|\* as ([\w$]+)|\{([^}]*)\})(?:, \{([^}]*)\})? from ['"](node:[\w/]+)['"];$/gm;
const BARE = /^import ['"]node:[\w/]+['"];$/gm;
const DYNAMIC = /import\(['"](node:[\w/]+)['"]\)/g;

const LAZY = `const lazyBuiltin = (id) => {
  let loaded;
  const load = () => (loaded ??= process.getBuiltinModule(id));
  return new Proxy(Object.create(null), {
    get: (_, key) => (key === "__esModule" ? undefined : load()[key]),
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    },
  });
};
`;

const named = (list, id) => `const {${list.replaceAll(/ as /g, ": ")}} = process.getBuiltinModule("${id}");`;

/** Rewrites every import of a builtin in a finished chunk; fails where one is left. */
export function lazyBuiltins() {
  return {
    name: "lazy-builtins",
    // One id a builtin, so that `fs` in a dependency and `node:fs` here are rewritten alike.
    resolveId: (id) =>
      isBuiltin(id) ? { id: id.startsWith("node:") ? id : `node:${id}`, external: true } : null,
    renderChunk(code) {
      let lazy = false;
      const rewritten = code
        .replace(BARE, "")
        .replace(STATIC, (_, whole, space, list, more, id) => {
          const parts = [];
          if (whole ?? space) {
            lazy = true;
            parts.push(`const ${whole ?? space} = lazyBuiltin("${id}");`);
          }
          if (list ?? more) parts.push(named(list ?? more, id));
          return parts.join("\n");
        })
        .replace(DYNAMIC, (_, id) => `Promise.resolve(process.getBuiltinModule("${id}"))`);
      const left = /^(?:import|export) (?:[^;\n]* from )?['"]node:.*$|\bimport\(\s*['"`]node:.*$/m.exec(
        rewritten,
      );
      if (left) this.error(`An import of a builtin is left: ${left[0]}`);
      if (!lazy) return { code: rewritten, map: null };
      // After the imports of other chunks, which stay first as ESM wants them.
      const end = rewritten.search(/^(?!import |\s*$|#!)/m);
      return { code: `${rewritten.slice(0, end)}${LAZY}${rewritten.slice(end)}`, map: null };
    },
  };
}
