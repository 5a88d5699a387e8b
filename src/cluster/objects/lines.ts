import { Failure, type Place } from "../../kernel/errors.ts";
import { nearest } from "../../kernel/nearest.ts";
import type { Secret } from "../../kernel/secret.ts";
import { type Desired, idOf, type ObjectKey, shownKey } from "../object.ts";
import { dockerConfig } from "./docker.ts";
import { isCiphertext } from "./encrypted.ts";
import type { Manifests, ObjectSettings } from "./manifests.ts";
import type { SecretOptions } from "./options.ts";
import { MAX_SECRET_BYTES } from "./secret.ts";
import { typeOf, typeProblems } from "./types.ts";

/** One value for one key of one object. */
export interface LineValue {
  readonly key: string;
  readonly value: Secret;
  readonly kind: "secret" | "configmap";
  readonly object: string;
  readonly namespace: string | undefined;
  readonly public: boolean;
  readonly line: number;
  readonly file?: string;
}

interface Group {
  readonly key: ObjectKey;
  readonly first: LineValue;
  readonly values: Map<string, LineValue>;
}

const DOCKER_KEYS = ["username", "password", "email"] as const;

/**
 * Secrets and ConfigMaps out of the lines that go there: one object for all lines of its name. Options are by
 * `NAME` or `NAMESPACE/NAME`. All problems are returned with their lines, never a value. Pure.
 */
export function secretsOfLines(
  values: readonly LineValue[],
  options: ReadonlyMap<string, SecretOptions>,
  settings: ObjectSettings,
): Manifests {
  const problems: Failure[] = [];
  const groups = grouped(values, settings, problems);
  const used = new Set<string>();
  const desired = groups.flatMap(({ key, first, values: ofGroup }): Desired[] => {
    const names = [
      `${key.namespace}/${key.name}`,
      ...(key.namespace === settings.namespace ? [key.name] : []),
    ];
    const named = key.kind === "Secret" ? names.find((name) => options.has(name)) : undefined;
    if (named !== undefined) used.add(named);
    const before = problems.length;
    const made = objectOf(
      key,
      first,
      ofGroup,
      named === undefined ? undefined : options.get(named),
      settings,
      problems,
    );
    return problems.length > before ? [] : [made];
  });
  const known = groups.map(({ key }) => key.name);
  for (const [name, { line }] of options) {
    if (used.has(name)) continue;
    const near = nearest(name, known);
    problems.push(
      new Failure(
        "INPUT_INVALID",
        `No line makes the Secret ${name}.${near === undefined ? "" : ` Did you mean ${near}?`}`,
        {
          at: { input: "secret-options", line },
          fix: `secrets: |\n  KEY = REFERENCE as secret ${name}`,
        },
      ),
    );
  }
  return { desired, problems, notices: [] };
}

const placeOf = ({ line, file }: LineValue): Place => ({
  ...(file === undefined ? { input: "secrets" } : { file }),
  line,
});

function grouped(values: readonly LineValue[], settings: ObjectSettings, problems: Failure[]): Group[] {
  const groups = new Map<string, Group>();
  for (const value of values) {
    const at = placeOf(value);
    const namespace = value.namespace ?? settings.namespace;
    const problem = (code: Failure["code"], message: string, fix: string): void =>
      void problems.push(new Failure(code, `${value.key}: ${message}`, { at, fix }));
    if (namespace === "")
      problem(
        "NAMESPACE_MISSING",
        "its Secret has no namespace, and there is no default.",
        "namespace: liquid-hive-prod",
      );
    else if (namespace !== settings.namespace && !settings.allowNamespaces.includes(namespace))
      problem(
        "NAMESPACE_REFUSED",
        `the namespace ${namespace} is not allowed.`,
        `allow-namespaces: ${[...settings.allowNamespaces, namespace].join(", ")}`,
      );
    else {
      const kind = value.kind === "secret" ? "Secret" : "ConfigMap";
      const key = { apiVersion: "v1", kind, namespace, name: value.object };
      const group = groups.get(idOf(key)) ?? { key, first: value, values: new Map<string, LineValue>() };
      groups.set(idOf(key), group);
      const other = group.values.get(value.key);
      if (other !== undefined)
        problem(
          "NAME_COLLISION",
          `line ${other.line} gives ${shownKey(key)} this key already.`,
          "Name every key of a Secret once.",
        );
      else if (value.kind === "configmap" && !value.public)
        problem(
          "INPUT_INVALID",
          "a ConfigMap is not secret: only a line marked `public` may go there.",
          "public as configmap NAME",
        );
      else if (isCiphertext(value.value))
        problem(
          "STILL_ENCRYPTED",
          "its value is still encrypted.",
          "Refer to what is inside of the file: sops://FILE#FIELD",
        );
      else group.values.set(value.key, value);
    }
  }
  return [...groups.values()];
}

function objectOf(
  key: ObjectKey,
  first: LineValue,
  values: ReadonlyMap<string, LineValue>,
  options: SecretOptions | undefined,
  settings: ObjectSettings,
  problems: Failure[],
): Desired {
  const at = placeOf(first);
  const problem = ({ code, message, fix }: Failure): void =>
    void problems.push(
      new Failure(code, `${shownKey(key)}: ${message}`, { at, ...(fix === undefined ? {} : { fix }) }),
    );
  let data: ReadonlyMap<string, Secret> = new Map([...values].map(([name, { value }]) => [name, value]));
  if (options?.docker !== undefined) data = dockerData(options.docker, data, problem);
  const total = [...data.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (total > MAX_SECRET_BYTES)
    problem(
      new Failure("VALUE_TOO_LARGE", "its values come to more than 1 MiB.", { fix: "Use several Secrets." }),
    );
  const metadata = {
    name: key.name,
    namespace: key.namespace!,
    ...(options === undefined || options.labels.size === 0
      ? {}
      : { labels: Object.fromEntries(options.labels) }),
  };
  const origin = { from: "lines", input: "secrets", ...at } as const;
  if (key.kind === "ConfigMap") return { key, origin, notes: [], body: configMap(metadata, data) };
  const type = options?.type ?? typeOf([...data.keys()]);
  typeProblems(type, data, settings.now).forEach(problem);
  const body = {
    apiVersion: "v1",
    kind: "Secret",
    metadata,
    type,
    ...(options?.immutable ? { immutable: true } : {}),
  };
  return { key, origin, notes: [], body, data };
}

/** The login of a registry out of `username`, `password` and, where there is one, `email`. */
function dockerData(
  host: string,
  data: ReadonlyMap<string, Secret>,
  problem: (failure: Failure) => void,
): ReadonlyMap<string, Secret> {
  const [username, password, email] = DOCKER_KEYS.map((name) => data.get(name));
  const others = [...data.keys()].filter((name) => !(DOCKER_KEYS as readonly string[]).includes(name));
  if (username === undefined || password === undefined || others.length > 0) {
    problem(
      new Failure(
        "MANIFEST_INVALID",
        "`docker` needs the keys username and password, and takes email and no others.",
        {
          fix: "username = REFERENCE as secret NAME\npassword = REFERENCE as secret NAME",
        },
      ),
    );
    return data;
  }
  return new Map([[".dockerconfigjson", dockerConfig(host, username, password, email)]]);
}

/** Public values as they are; what is no text goes into `binaryData`. */
function configMap(
  metadata: Desired["body"]["metadata"],
  data: ReadonlyMap<string, Secret>,
): Desired["body"] {
  const texts: Record<string, string> = {};
  const binaries: Record<string, string> = {};
  for (const [name, value] of data) {
    const text = value.reveal();
    if (text === undefined) binaries[name] = Buffer.from(value.revealBytes()).toString("base64");
    else texts[name] = text;
  }
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata,
    ...(Object.keys(texts).length > 0 ? { data: texts } : {}),
    ...(Object.keys(binaries).length > 0 ? { binaryData: binaries } : {}),
  };
}

/** Objects that two kinds of source want to make: each has one. Pure. */
export function oneSource(desired: readonly Desired[]): Failure[] {
  const seen = new Map<string, Desired>();
  return desired.flatMap((one) => {
    const other = seen.get(idOf(one.key));
    seen.set(idOf(one.key), one);
    if (other === undefined || (other.origin.from === "manifest" && one.origin.from === "manifest"))
      return [];
    const { file, line } = one.origin;
    return [
      new Failure(
        "NAME_COLLISION",
        `${shownKey(one.key)} is made twice: by ${other.origin.input} and by ${one.origin.input}.`,
        {
          at: {
            ...(file === undefined ? { input: one.origin.input } : { file }),
            ...(line === undefined ? {} : { line }),
          },
          fix: "One Secret has one kind of source: lines, a manifest or an ExternalSecret.",
        },
      ),
    ];
  });
}
