import { printable } from "../../kernel/printable.ts";
import type { KeyChange } from "../applied.ts";
import { isSecret, type KubeObject } from "../object.ts";

/** More differences of one object explain nothing. */
const MAX_CHANGES = 200;
const MAX_DEPTH = 12;
/** What the server writes. */
const SERVERS: ReadonlySet<string> = new Set([
  "managedFields",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "uid",
  "selfLink",
]);

type Fields = Readonly<Record<string, unknown>>;

/**
 * What an apply makes of an object, key by key: of a Secret or ConfigMap each key of its data (a key cannot hold a space,
 * so `type`, `label X` and `annotation X` are told apart as `field type`, ...), of other objects each path that
 * differs. Never a length, a hash or a part of a value.
 * @param live the object as it is; undefined where it is not there
 * @param merged the object as the server would have it, or has it
 */
export function diffOf(live: KubeObject | undefined, merged: KubeObject): readonly KeyChange[] {
  const isData = isSecret(merged) || (merged.apiVersion === "v1" && merged.kind === "ConfigMap");
  return isData ? dataDiff(live, merged) : fieldDiff(live, merged);
}

/** Whether nothing differs. */
export const isSame = (changes: readonly KeyChange[]): boolean => changes.every(({ is }) => is === "same");

function dataDiff(live: KubeObject | undefined, merged: KubeObject): readonly KeyChange[] {
  const was: Fields = live ?? {};
  const metadata = { was: live?.metadata, now: merged.metadata };
  return [
    ...changesOf(dataOf(was), dataOf(merged), ""),
    ...[
      ...changesOf(only(was, "type", "immutable"), only(merged, "type", "immutable"), "field ").filter(
        // A default that the server writes is no news where the object is new, too.
        ({ key }) => live !== undefined || key !== "field type" || (merged as Fields)["type"] !== "Opaque",
      ),
      ...changesOf(map(metadata.was?.labels), map(metadata.now.labels), "label "),
      ...changesOf(map(metadata.was?.annotations), map(metadata.now.annotations), "annotation "),
    ].filter(({ is }) => is !== "same"),
  ];
}

const dataOf = (object: Fields): Fields => ({ ...map(object["binaryData"]), ...map(object["data"]) });

const only = (object: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(names.filter((name) => object[name] !== undefined).map((name) => [name, object[name]]));

function changesOf(was: Fields, now: Fields, prefix: string): readonly KeyChange[] {
  const keys = [...new Set([...Object.keys(was), ...Object.keys(now)])].toSorted();
  return keys.map((key) => ({ key: `${prefix}${printable(key)}`, is: changeOf(was, now, key) }));
}

function changeOf(was: Fields, now: Fields, key: string): KeyChange["is"] {
  if (!Object.hasOwn(was, key)) return "new";
  if (!Object.hasOwn(now, key)) return "removed";
  return isEqual(was[key], now[key]) ? "same" : "changed";
}

function fieldDiff(live: KubeObject | undefined, merged: KubeObject): readonly KeyChange[] {
  const changes: KeyChange[] = [];
  compare(live === undefined ? {} : withoutServers(live), withoutServers(merged), "", 0, changes);
  if (changes.length <= MAX_CHANGES) return changes;
  return [...changes.slice(0, MAX_CHANGES), { key: "and more", is: "changed" }];
}

function withoutServers(object: KubeObject): Fields {
  const { status: _status, apiVersion: _version, kind: _kind, metadata, ...rest } = object;
  const kept = Object.entries(metadata).filter(([name]) => !SERVERS.has(name));
  return { ...rest, metadata: Object.fromEntries(kept) };
}

function compare(was: unknown, now: unknown, path: string, depth: number, changes: KeyChange[]): void {
  if (changes.length > MAX_CHANGES || isEqual(was, now)) return;
  const members = depth < MAX_DEPTH ? membersOf(was, now) : undefined;
  if (members === undefined) {
    const is = was === undefined ? "new" : now === undefined ? "removed" : "changed";
    changes.push({ key: path, is });
    return;
  }
  for (const [step, before, after] of members) compare(before, after, path + step, depth + 1, changes);
}

type Member = readonly [step: string, was: unknown, now: unknown];

/** The members of two maps or two lists side by side; undefined where they are neither, or one of them is empty. */
function membersOf(was: unknown, now: unknown): readonly Member[] | undefined {
  const lists = [was, now].map(namedOf);
  const [a, b] = lists[0] && lists[1] ? lists : [was, now];
  if (!isMap(a) || !isMap(b) || Object.keys(b).length === 0) return undefined;
  const shown = (key: string): string => (lists[0] && lists[1] ? `[${printable(key)}]` : stepOf(key));
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].toSorted();
  return keys.map((key) => [shown(key), ownOf(a, key), ownOf(b, key)]);
}

const stepOf = (key: string): string =>
  /^[\w-]+$/.test(key) ? `.${key}` : `["${printable(key).replaceAll('"', '\\"')}"]`;

/** A list as a map: by name, where all of its items have one of their own, else by place. */
function namedOf(list: unknown): Fields | undefined {
  if (!Array.isArray(list)) return undefined;
  const names = list.map((item: unknown) => (isMap(item) ? item["name"] : undefined));
  const hasNames = names.every((name) => typeof name === "string") && new Set(names).size === names.length;
  return Object.fromEntries(list.map((item: unknown, i) => [hasNames ? String(names[i]) : String(i), item]));
}

/** Same JSON, in whatever order the keys of its maps stand. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => isEqual(item, b[i]));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
  );
}

const ownOf = (fields: Fields, key: string): unknown =>
  Object.hasOwn(fields, key) ? fields[key] : undefined;
const isMap = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const map = (value: unknown): Fields => (isMap(value) ? value : {});
