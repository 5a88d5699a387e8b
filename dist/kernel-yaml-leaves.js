import { p as parseYaml, S as Secret } from "./kernel-base.js";
function yamlLeaves(values) {
  const leaves = /* @__PURE__ */ new Set();
  const visit = (node) => {
    if (typeof node === "string") leaves.add(node);
    else if (node instanceof Map || Array.isArray(node)) node.forEach(visit);
  };
  for (const value of values)
    for (const document of (value.reveal() ?? "").split(/^---[ \t]*$/m)) {
      try {
        visit(parseYaml(document));
      } catch {
        continue;
      }
    }
  return [...leaves].map((leaf) => Secret.of(leaf));
}
export {
  yamlLeaves
};
