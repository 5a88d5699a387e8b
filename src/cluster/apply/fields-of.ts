import type { JsonObject, JsonValue } from "../object.ts";

const SELF = ".";
type Fields = Readonly<Record<string, unknown>>;

/**
 * What a set of fields names of a value: the part of an object that a manager owns.
 * @param set as `managedFields[].fieldsV1` holds it
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ (FieldsV1)
 */
export function fieldsOf(value: unknown, set: JsonObject): unknown {
  if (Object.keys(set).length === 0) return value;
  const steps = Object.keys(set).filter((step) => step !== SELF);
  if (Array.isArray(value))
    return value.flatMap((item: unknown, i) => {
      const step = steps.find((one) => isStepTo(one, item, i));
      if (step === undefined) return [];
      const part = fieldsOf(item, below(set, step));
      return [isMap(part) ? { ...keysIn(step), ...part } : part];
    });
  if (!isMap(value)) return value;
  return Object.fromEntries(
    steps.flatMap((step) => {
      const name = step.slice(2);
      return step.startsWith("f:") && Object.hasOwn(value, name)
        ? [[name, fieldsOf(value[name], below(set, step))]]
        : [];
    }),
  );
}

/** The fields of one set that are not in another. */
export function withoutFields(set: JsonObject, other: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.keys(set).flatMap((step): [string, JsonValue][] => {
      if (!Object.hasOwn(other, step)) return [[step, below(set, step)]];
      const [mine, theirs] = [below(set, step), below(other, step)];
      if (Object.keys(mine).length === 0) return isMember(theirs) ? [] : [[step, mine]];
      const left = withoutFields(mine, isLeaf(theirs) ? { [SELF]: {} } : theirs);
      return Object.keys(left).length === 0 ? [] : [[step, left]];
    }),
  );
}

/** Whether a set names items of lists, which a merge patch cannot change one by one. */
export const namesItems = (set: JsonObject): boolean =>
  Object.keys(set).some((step) => /^[kvi]:/.test(step) || namesItems(below(set, step)));

const isLeaf = (set: JsonObject): boolean => Object.keys(set).length === 0;
const isMember = (set: JsonObject): boolean => isLeaf(set) || Object.hasOwn(set, SELF);
const below = (set: JsonObject, step: string): JsonObject => (isMap(set[step]) ? set[step] : {});
const isMap = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isStepTo(step: string, item: unknown, i: number): boolean {
  if (step.startsWith("i:")) return step.slice(2) === String(i);
  if (step.startsWith("v:")) return step.slice(2) === JSON.stringify(item);
  const keys = Object.entries(keysIn(step));
  return keys.length > 0 && isMap(item) && keys.every(([name, value]) => item[name] === value);
}

function keysIn(step: string): Fields {
  if (!step.startsWith("k:")) return {};
  try {
    const keys: unknown = JSON.parse(step.slice(2));
    return isMap(keys) ? keys : {};
  } catch {
    return {};
  }
}
