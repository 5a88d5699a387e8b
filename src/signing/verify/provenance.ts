import type { Statement } from "../verified.ts";

const V1 = "https://slsa.dev/provenance/v1";
const V0_2 = "https://slsa.dev/provenance/v0.2";
/** The types of provenance that are looked into. */
export const PROVENANCE_TYPES: ReadonlySet<string> = new Set([V1, V0_2]);
/** @see https://actions.github.io/buildtypes/workflow/v1 */
const GITHUB_BUILD = "https://actions.github.io/buildtypes/workflow/v1";

/** A URI with the digests that stand beside it. */
export interface Material {
  readonly uri: string;
  /** `ALGORITHM:HEX`. */
  readonly digests: readonly string[];
}

/** What SLSA provenance states, of either version. Undefined is not stated. */
export interface Provenance {
  readonly builder: string;
  /** Whether it is of GitHub's own build type, whose every fact is one of the certificate too. */
  readonly isGitHub: boolean;
  /** The repositories that it says it was built from. */
  readonly sources: readonly Material[];
  readonly ref: string | undefined;
  /** The path of the workflow that the event started. */
  readonly path: string | undefined;
  readonly run: string | undefined;
  readonly trigger: string | undefined;
  readonly repositoryId: string | undefined;
  readonly ownerId: string | undefined;
  readonly runner: string | undefined;
  readonly materials: readonly Material[];
}

/**
 * Reads a statement's SLSA provenance. Undefined where the predicate is no object, has no builder, or holds something
 * of another type than the specification says. Pure.
 * @see https://slsa.dev/spec/v1.0/provenance
 * @see https://slsa.dev/spec/v0.2/provenance
 */
export function provenanceOf({ predicateType, predicate }: Statement): Provenance | undefined {
  const read = new Reader();
  const found = predicateType === V1 ? readV1(read, predicate) : readV02(read, predicate);
  return read.isWrong || found.builder === "" ? undefined : found;
}

/** Descends into JSON, and notes where something has a type that it must not have. */
class Reader {
  isWrong = false;

  object(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
    const found = this.#at(value, path);
    if (typeof found === "object" && found !== null && !Array.isArray(found))
      return found as Readonly<Record<string, unknown>>;
    if (found !== undefined && found !== null) this.isWrong = true;
    return {};
  }

  text(value: unknown, ...path: readonly string[]): string | undefined {
    const found = this.#at(value, path);
    if (typeof found === "string") return found;
    if (typeof found === "number") return String(found);
    if (found !== undefined && found !== null) this.isWrong = true;
    return undefined;
  }

  material(value: unknown): Material | undefined {
    const uri = this.text(value, "uri");
    const digest = this.object(value, "digest");
    const digests = Object.keys(digest).map((name) => `${name}:${this.text(digest, name) ?? ""}`);
    return uri === undefined ? undefined : { uri, digests };
  }

  materials(value: unknown, name: string): readonly Material[] {
    const found = this.#at(value, [name]);
    if (found !== undefined && found !== null && !Array.isArray(found)) this.isWrong = true;
    return Array.isArray(found) ? found.flatMap((item) => this.material(item) ?? []) : [];
  }

  #at(value: unknown, path: readonly string[]): unknown {
    let at = value;
    for (const name of path) {
      if (at === undefined || at === null) return undefined;
      if (typeof at !== "object" || Array.isArray(at)) {
        this.isWrong = true;
        return undefined;
      }
      at = Object.hasOwn(at, name) ? (at as Readonly<Record<string, unknown>>)[name] : undefined;
    }
    return at;
  }
}

function readV1(read: Reader, predicate: unknown): Provenance {
  const definition = read.object(predicate, "buildDefinition");
  const external = read.object(definition, "externalParameters");
  const repository = read.text(external, "workflow", "repository");
  const github = read.object(definition, "internalParameters", "github");
  // Of other builders this may be a text of their own.
  const source = typeof external["source"] === "object" ? read.material(external["source"]) : undefined;
  return {
    builder: read.text(predicate, "runDetails", "builder", "id") ?? "",
    isGitHub: read.text(definition, "buildType") === GITHUB_BUILD,
    sources: [
      ...(repository === undefined ? [] : [{ uri: repository, digests: [] }]),
      ...(source === undefined ? [] : [source]),
    ],
    ref: read.text(external, "workflow", "ref"),
    path: read.text(external, "workflow", "path"),
    run: read.text(predicate, "runDetails", "metadata", "invocationId"),
    trigger: read.text(github, "event_name"),
    repositoryId: read.text(github, "repository_id"),
    ownerId: read.text(github, "repository_owner_id"),
    runner: read.text(github, "runner_environment"),
    materials: read.materials(definition, "resolvedDependencies"),
  };
}

function readV02(read: Reader, predicate: unknown): Provenance {
  const config = read.object(predicate, "invocation", "configSource");
  const source = read.material(config);
  const entryPoint = read.text(config, "entryPoint");
  return {
    builder: read.text(predicate, "builder", "id") ?? "",
    isGitHub: false,
    sources: source === undefined ? [] : [source],
    ref: undefined,
    // Of other builders it is a Dockerfile, a target or a task.
    path: entryPoint?.startsWith(".github/workflows/") ? entryPoint : undefined,
    run:
      read.text(predicate, "metadata", "buildInvocationId") ??
      read.text(predicate, "metadata", "buildInvocationID"),
    trigger: undefined,
    repositoryId: undefined,
    ownerId: undefined,
    runner: undefined,
    materials: read.materials(predicate, "materials"),
  };
}

/** A git repository's URL, with what stands behind it: a ref or a commit. */
export interface GitSource {
  readonly repository: string;
  readonly ref: string | undefined;
  readonly commit: string | undefined;
}

/** Takes `git+https://HOST/PATH[.git][@REF]` apart, and buildkit's `#REF[:FOLDER]`; undefined for anything else. Pure. */
export function gitSource(uri: string): GitSource | undefined {
  const match = /^(?:git\+)?(https?:\/\/[^@#\s]+?)(?:\.git)?(?:@(\S+)|#([^:\s]*)(?::\S*)?)?$/.exec(uri);
  if (match === null) return undefined;
  const behind = (match[2] ?? match[3]) || undefined;
  const isCommit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(behind ?? "");
  return {
    repository: match[1]!,
    ref: isCommit ? undefined : behind,
    commit: isCommit ? behind : undefined,
  };
}
