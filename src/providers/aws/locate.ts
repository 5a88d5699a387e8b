import { Failure } from "../../kernel/errors.ts";
import { printSource } from "../../references/print.ts";
import type { BarePath, Reference } from "../../references/reference.ts";
import type { Host, Locator } from "../provider.ts";
import type { AwsInputs } from "./inputs.ts";
import { type AwsName, invalidReference, parameterName, secretName } from "./names.ts";
import { regionOf } from "./region.ts";

/** A tag that a listed secret or parameter must have. */
export interface AwsTag {
  readonly key: string;
  readonly value: string;
}

/** A secret, a parameter, or all of them under a prefix. */
export interface AwsLocator extends Locator {
  readonly store: "secrets" | "parameters";
  /** Undefined for the region of the run. An ARN's is its own. */
  readonly region: string | undefined;
  /** A name, an ARN or a partial ARN; of a listing, its prefix. */
  readonly name: string;
  /** A version id of Secrets Manager, a version number of Parameter Store. */
  readonly version?: string;
  readonly stage?: string;
  readonly label?: string;
  readonly listing?: { readonly prefix: string; readonly tags: readonly AwsTag[] };
}

const QUERIES: Readonly<Record<AwsLocator["store"], readonly string[]>> = {
  secrets: ["stage", "version", "region", "tags"],
  parameters: ["version", "label", "region", "tags"],
};

/** Names a host, so nothing but a region may stand there: us-east-1, us-gov-west-1, eusc-de-east-1. */
export const REGION = /^[a-z]{2,8}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2}$/;
/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
const VERSION_ID = /^[A-Za-z0-9-]{32,64}$/;
const CURRENT = "AWSCURRENT";
const STAGE = /^[\x21-\x7e]{1,256}$/;
const VERSION_NUMBER = /^[1-9][0-9]{0,17}$/;
/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html */
const LABEL = /^[A-Za-z_.-][A-Za-z0-9_.-]{0,99}$/;
/** https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
const TAG = /^([^=]{1,128})=(.{0,256})$/u;

const VALUES: readonly {
  readonly query: "version" | "stage" | "label";
  readonly store: AwsLocator["store"];
  readonly pattern: RegExp;
  readonly what: string;
  readonly fix: string;
}[] = [
  {
    query: "version",
    store: "secrets",
    pattern: VERSION_ID,
    what: "A version of Secrets Manager is an id of 32 to 64 letters, digits and hyphens.",
    fix: "aws secretsmanager list-secret-version-ids --secret-id NAME   # a stage instead: ?stage=AWSPREVIOUS",
  },
  {
    query: "stage",
    store: "secrets",
    pattern: STAGE,
    what: "A stage is 1 to 256 visible characters.",
    fix: "?stage=AWSPREVIOUS",
  },
  {
    query: "version",
    store: "parameters",
    pattern: VERSION_NUMBER,
    what: "A version of Parameter Store is a number from 1 on.",
    fix: "?version=3   # or a label: ?label=NAME",
  },
  {
    query: "label",
    store: "parameters",
    pattern: LABEL,
    what: "A label of Parameter Store is up to 100 of A-Z a-z 0-9 _ . - and begins with no digit.",
    fix: "?label=NAME   # or a number: ?version=3",
  },
];

/**
 * The locator of `aws://NAME`, `ssm://NAME` or a bare path; a Failure (REFERENCE_INVALID, or INPUT_INVALID for the
 * prefix) that quotes nothing of it. Pure. One id is one request: it holds no field. Grammar: docs/references.md.
 */
export function locateAws(
  source: Reference | BarePath,
  inputs: AwsInputs,
  env: Host["env"],
): AwsLocator | Failure {
  if (source.kind === "bare") return locateBare(source.path, inputs, env);
  const store = source.scheme === "ssm" ? "parameters" : "secrets";
  const unknown = [...source.query.keys()].some((query) => !QUERIES[store].includes(query));
  if (unknown)
    return invalidReference(
      `A reference of the scheme ${source.scheme} has a query that it does not know.`,
      `Use one of: ${QUERIES[store].map((query) => `?${query}=`).join(", ")}`,
    );
  const text = store === "parameters" ? decoded(source.locator) : source.locator;
  if (text instanceof Failure) return text;
  const isListing = /[/*]$/.test(text);
  const named = store === "secrets" ? secretName(text, isListing) : parameterName(text, isListing);
  if (named instanceof Failure) return named;
  const wrong = wrongQuery(source.query, store, isListing);
  if (wrong !== undefined) return wrong;
  const region = chosenRegion(source.query.get("region"), named);
  if (region instanceof Failure) return region;
  const tags = tagsOf(source.query.get("tags"));
  if (tags instanceof Failure) return tags;
  // Of the two schemes of this provider only the second is worth a word beside the provider's name.
  const shown = printSource(source).replace(/^aws:\/\//, "");
  return locator(store, named.name, region, isListing ? tags : undefined, source.query, {
    shown,
    home: regionOf(inputs, env),
  });
}

function locateBare(path: string, inputs: AwsInputs, env: Host["env"]): AwsLocator | Failure {
  const prefix = inputs.awsPrefix.replace(/\/+$/, "");
  const named = secretName(prefix === "" ? path : `${prefix}/${path}`, false);
  if (named instanceof Failure || named.region !== undefined)
    return new Failure(
      "INPUT_INVALID",
      "aws-prefix and a bare path together are no name of Secrets Manager: 1 to 512 of A-Z a-z 0-9 / _ + = . @ -",
      { at: { input: "aws-prefix" }, fix: "aws-prefix: liquid-hive/prod" },
    );
  return locator("secrets", named.name, undefined, undefined, new Map(), {
    shown: named.name,
    home: regionOf(inputs, env),
  });
}

function locator(
  store: AwsLocator["store"],
  name: string,
  region: string | undefined,
  tags: readonly AwsTag[] | undefined,
  query: ReadonlyMap<string, string>,
  { shown, home }: { readonly shown: string; readonly home: string | undefined },
): AwsLocator {
  const [version, label] = [query.get("version"), query.get("label")];
  // What is read anyway, so that it may come in a batch and is one request with the plain name.
  const stage = query.get("stage") === CURRENT && version === undefined ? undefined : query.get("stage");
  // The region of the run and the same one written out are one request.
  const id = [store, region ?? home ?? "", name, version, stage, label, tags];
  return {
    id: JSON.stringify(id.map((part) => part ?? null)),
    shown,
    store,
    region,
    name,
    ...(version === undefined ? {} : { version }),
    ...(stage === undefined ? {} : { stage }),
    ...(label === undefined ? {} : { label }),
    ...(tags === undefined ? {} : { listing: { prefix: name, tags } }),
  };
}

function decoded(text: string): string | Failure {
  try {
    return decodeURIComponent(text);
  } catch {
    return invalidReference(
      "An ssm reference holds a % that is not followed by two hexadecimal digits of UTF-8.",
      "ssm://liquid-hive/prod/name",
    );
  }
}

function wrongQuery(
  query: ReadonlyMap<string, string>,
  store: AwsLocator["store"],
  isListing: boolean,
): Failure | undefined {
  if (isListing && ["version", "stage", "label"].some((name) => query.has(name)))
    return invalidReference(
      "Everything under a prefix is read as it is now: it has no version, stage or label.",
      "Name one value, or remove the query.",
    );
  if (!isListing && query.has("tags"))
    return invalidReference(
      "Tags choose among the values under a prefix, and this reference names one value.",
      "aws://liquid-hive/prod/?tags=KEY=VALUE",
    );
  if (query.has("version") && query.has("label"))
    return invalidReference("A version and a label together: each names a version.", "Keep one of them.");
  for (const { query: name, store: of, pattern, what, fix } of VALUES)
    if (of === store && query.has(name) && !pattern.test(query.get(name)!))
      return invalidReference(what, fix);
  return undefined;
}

function chosenRegion(asked: string | undefined, named: AwsName): string | undefined | Failure {
  const region = asked ?? named.region;
  if (region !== undefined && !REGION.test(region))
    return invalidReference("The region is none of AWS's form.", "?region=us-east-1");
  if (asked !== undefined && named.region !== undefined && asked !== named.region)
    return invalidReference(
      "The query names another region than the ARN.",
      "Remove ?region=: an ARN holds its region.",
    );
  return region;
}

function tagsOf(text: string | undefined): readonly AwsTag[] | Failure {
  if (text === undefined) return [];
  const tags = text.split(",").map((pair): AwsTag | undefined => {
    const parts = TAG.exec(pair);
    return parts === null ? undefined : { key: parts[1]!, value: parts[2]! };
  });
  const known = tags.filter((tag) => tag !== undefined);
  if (known.length !== tags.length || new Set(known.map(({ key }) => key)).size !== known.length)
    return invalidReference(
      "Tags are KEY=VALUE pairs with commas between, each key once.",
      "?tags=environment=prod,team=platform",
    );
  return known.sort((a, b) => (a.key < b.key ? -1 : 1));
}
