import { Failure } from "../kernel/errors.ts";
import type { Listing } from "./api.ts";
import type { Discovery } from "./discovery.ts";
import { ApiFault } from "./fault.ts";
import type { KubeObject } from "./object.ts";
import type { Sender } from "./sending.ts";
import { fields } from "./status.ts";

const PAGE = "500";
/** 500 pages of 500: more than a namespace ever has. */
const MAX_PAGES = 500;

/** All of what was asked for, and the point in time at which it was so. */
export interface Listed {
  readonly objects: readonly KubeObject[];
  readonly resourceVersion: string;
}

/** What narrows a listing. */
export const selectors = ({ fieldSelector, labelSelector }: Listing): Record<string, string> => ({
  ...(fieldSelector === undefined ? {} : { fieldSelector }),
  ...(labelSelector === undefined ? {} : { labelSelector }),
});

/**
 * All pages of a listing. Pages that expired before all were read (410) are read anew, in one piece. Throws as
 * ClusterClient says; LIMIT_EXCEEDED where they have no end.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
 */
export async function listAll(
  listing: Listing,
  send: Sender["send"],
  path: Discovery["path"],
  signal: AbortSignal,
): Promise<Listed> {
  const at = await path(listing, signal);
  try {
    return await pages(listing, at, send, { limit: PAGE }, signal);
  } catch (error) {
    if (!(error instanceof ApiFault) || error.status !== 410) throw error;
    return await pages(listing, at, send, {}, signal);
  }
}

async function pages(
  listing: Listing,
  path: string,
  send: Sender["send"],
  paging: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Listed> {
  const objects: KubeObject[] = [];
  let query = { ...selectors(listing), ...paging };
  for (let page = 0; page < MAX_PAGES; page++) {
    const { json } = await send({ method: "GET", path, query }, signal);
    const { items, metadata } = fields(json);
    const { resourceVersion = "", continue: next } = fields(metadata);
    // The members of a list are not told what they are.
    for (const item of Array.isArray(items) ? items : [])
      objects.push(objectOf({ apiVersion: listing.apiVersion, kind: listing.kind, ...fields(item) }));
    if (typeof next !== "string" || next === "") return { objects, resourceVersion: String(resourceVersion) };
    query = { ...query, continue: next };
  }
  throw new Failure("LIMIT_EXCEEDED", `The list of ${listing.kind} has more than ${MAX_PAGES} pages.`, {
    fix: "Narrow it: name a namespace.",
  });
}

/** Throws STORE_ANSWER_INVALID for what is no object. */
export function objectOf(json: unknown): KubeObject {
  const { kind, metadata, apiVersion } = fields(json);
  if (
    typeof kind === "string" &&
    typeof apiVersion === "string" &&
    typeof fields(metadata)["name"] === "string"
  )
    return json as KubeObject;
  throw new Failure("STORE_ANSWER_INVALID", "The API server answered with something that is no object.", {
    fix: "Check the address: another service seems to answer in its place.",
  });
}
