const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const fs = lazyBuiltin("node:fs");
const path = lazyBuiltin("node:path");
import { r as randomUuid, Z as TAGS_STATE } from "./kernel-base.js";
const NAME = /^secrets-action-tags-[0-9a-f-]{36}\.jsonl$/;
function openJournal(runner) {
  let file;
  const write = (line) => {
    if (runner.face === "terminal") return;
    if (file === void 0) {
      file = path.join(runner.temp, `secrets-action-tags-${randomUuid()}.jsonl`);
      fs.writeFileSync(file, "", { mode: 384, flag: "wx" });
      runner.saveState(TAGS_STATE, file);
    }
    fs.appendFileSync(file, `${JSON.stringify(line)}
`);
  };
  return {
    signing: (count) => write({ signing: count }),
    made: (bundles) => write({ made: bundles }),
    tag: (pending) => write({ tag: pending }),
    done: () => write({ done: true })
  };
}
function readJournal(runner) {
  const file = journalFile(runner);
  if (file === void 0 || !fs.existsSync(file)) return void 0;
  let signing = 0;
  let unpublished = [];
  const tags = /* @__PURE__ */ new Map();
  for (const text of fs.readFileSync(file, "utf8").split("\n").slice(0, -1)) {
    const line = JSON.parse(text);
    if ("signing" in line) signing = line.signing;
    else if ("tag" in line) tags.set(`${line.tag.registry}/${line.tag.repository}:${line.tag.tag}`, line.tag);
    else [signing, unpublished] = [0, "made" in line ? line.made : []];
  }
  return { signing, unpublished, tags: [...tags.values()].filter(({ own }) => own.length > 0) };
}
function removeJournal(runner) {
  const file = journalFile(runner);
  if (file !== void 0) fs.rmSync(file, { force: true });
}
function journalFile(runner) {
  const file = runner.state(TAGS_STATE);
  const isOurs = NAME.test(path.basename(file)) && path.dirname(path.resolve(file)) === path.resolve(runner.temp);
  return isOurs ? file : void 0;
}
export {
  removeJournal as a,
  openJournal as o,
  readJournal as r
};
