import { w as wordOf, W as splitBare, X as indexOfBare, a as textOf } from "./providers-list.js";
const DESTINATIONS = ["env", "output", "file", "secret", "configmap"];
const USAGE = "as env, output, file   # or: as file PATH, as secret [NAMESPACE/]NAME, as configmap [NAMESPACE/]NAME";
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const OBJECT = /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
function parseDestinations(words, { wildcard }, fromInput) {
  const destinations = [];
  for (const [word, target, ...more] of splitAtCommas(words)) {
    const text = word === void 0 ? void 0 : wordOf(word);
    const kind = DESTINATIONS.find((known) => known === text);
    if (kind === void 0)
      return {
        problem: "`as` takes the destinations env, output and file, secret and configmap, separated by commas.",
        fix: USAGE
      };
    const takesTarget = kind !== "env" && kind !== "output";
    if (target !== void 0 && (!takesTarget || more.length > 0))
      return {
        problem: "destinations are separated by commas, and only `file` takes one path, `secret` and `configmap` one name.",
        fix: USAGE
      };
    const read = kind === "secret" || kind === "configmap" ? objectOf(kind, target) : kind === "file" ? fileOf(target, wildcard, fromInput) : { kind };
    if ("problem" in read) return read;
    if (destinations.some((other) => isSame(other, read)))
      return { problem: `the destination ${kind} stands twice.`, fix: USAGE };
    destinations.push(read);
  }
  const kinds = new Set(destinations.map(({ kind }) => kind));
  if (kinds.has("env") && kinds.has("file"))
    return {
      problem: "`as env` and `as file` would both set the variable of this name.",
      fix: "Use two lines with two names."
    };
  return { destinations };
}
function fileOf(path, wildcard, fromInput) {
  if (path === void 0) return { kind: "file", path: void 0 };
  if (!fromInput)
    return { problem: "a path is allowed only in the input secrets, not in a file.", fix: "as file" };
  if (wildcard) return { problem: "a wildcard writes many files: it cannot name one path.", fix: "as file" };
  return { kind: "file", path: textOf(path) };
}
function objectOf(kind, target) {
  const fix = `as ${kind} app-config   # or: as ${kind} NAMESPACE/app-config`;
  if (target === void 0) return { problem: `\`${kind}\` takes the name of the object.`, fix };
  const text = textOf(target);
  const slash = text.indexOf("/");
  const namespace = slash === -1 ? void 0 : text.slice(0, slash);
  const object = text.slice(slash + 1);
  if (namespace !== void 0 && !NAMESPACE.test(namespace))
    return {
      problem: `the namespace of \`${kind}\` cannot be one: a-z, 0-9 and -, at most 63, a letter or digit first and last.`,
      fix
    };
  if (!OBJECT.test(object))
    return {
      problem: `the name after \`${kind}\` cannot be one: a-z, 0-9, - and dots, at most 253, a letter or digit first and last.`,
      fix
    };
  return { kind, namespace, object };
}
const isSame = (one, other) => "object" in one && "object" in other ? one.kind === other.kind && one.namespace === other.namespace && one.object === other.object : one.kind === other.kind;
function splitAtCommas(words) {
  const groups = [[]];
  for (const word of words) {
    for (const [i, piece] of splitBare(word, ",").entries()) {
      if (i > 0) groups.push([]);
      if (piece.length > 0 || indexOfBare(word, ",") === -1 && word.length === 0)
        groups.at(-1).push(piece);
    }
  }
  return groups;
}
export {
  parseDestinations as p
};
