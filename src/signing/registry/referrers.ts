import type { HttpAnswer } from "../../kernel/http.ts";
import type { ImageSubject } from "../subject.ts";
import type { Content } from "./content.ts";
import { MAX_MANIFEST_BYTES } from "./content.ts";
import { type Descriptor, descriptorOf, rawList, readRaw } from "./descriptor.ts";
import { answerInvalid, failedWith } from "./failures.ts";
import { bareType, EMPTY_TYPE, isBundleType, OCI_INDEX, OCI_MANIFEST } from "./media-types.ts";
import { TAG_SHAPES } from "./tag-shape.ts";
import { printTarget, type Target } from "./target.ts";
import type { Transport } from "./transport.ts";

/** What refers to an image. */
export interface Referrers {
  /** Those that are, or may be, Sigstore bundles; the surely typed ones first. Of the API and of the fallback tag. */
  readonly list: (image: ImageSubject, target: Target, signal: AbortSignal) => Promise<Descriptor[]>;
  /** Whether the registry has the API, asked once for each repository. */
  readonly hasApi: (target: Target, digest: string, signal: AbortSignal) => Promise<boolean>;
  /** Whether the API lists a manifest that was just put there. */
  readonly lists: (image: ImageSubject, target: Target, own: string, signal: AbortSignal) => Promise<boolean>;
}

const MAX_PAGES = 100;
/** Of bundles: whatever else refers to the image does not count. */
const MAX_BUNDLES = 1_000;

/** The tag that lists what refers to an image, where the registry has no API for that. */
export const fallbackTag = (digest: string): string => digest.replace(":", "-");

/**
 * Makes it. `list` throws REGISTRY_ANSWER_INVALID where there are more pages or bundles than anybody needs, rather than
 * leaving some out: what nobody looked at could be the good one.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
 */
export function createReferrers(content: Content, { call, lead }: Transport): Referrers {
  const apis = new Map<string, Promise<boolean>>();

  const page = async (
    target: Target,
    at: string | URL,
    signal: AbortSignal,
  ): Promise<{ readonly manifests: readonly unknown[]; readonly next: URL | undefined } | undefined> => {
    const answer = await call(
      {
        target,
        actions: "pull",
        method: "GET",
        at,
        headers: { accept: OCI_INDEX },
        maxBytes: MAX_MANIFEST_BYTES,
        fits: isIndex,
      },
      signal,
    );
    const { status, headers } = answer;
    // A registry without the API answers in one of these ways, or with something of its own.
    if ([400, 404, 405, 406, 501].includes(status)) return undefined;
    if (status !== 200) throw failedWith(answer, target.registry);
    if (!isIndex(answer)) return undefined;
    const link = nextLink(headers["link"]);
    const next = link === undefined ? undefined : lead(target.registry, link, answer.url);
    if (next !== undefined && next.origin !== answer.url.origin)
      throw answerInvalid(target.registry, "leads to another server for the rest of a list");
    return { manifests: rawList(readRaw(answer.body, target.registry)["manifests"]), next };
  };

  const byApi = async (target: Target, digest: string, signal: AbortSignal): Promise<Descriptor[]> => {
    const found = new Map<string, Descriptor>();
    let at: string | URL | undefined = `referrers/${digest}`;
    for (let pages = 0; at !== undefined; pages += 1) {
      if (pages === MAX_PAGES) throw tooMany(target, `pages of referrers than ${MAX_PAGES}`);
      const answer: Awaited<ReturnType<typeof page>> = await page(target, at, signal);
      if (answer === undefined) {
        if (pages > 0) throw answerInvalid(target.registry, "ends a list of referrers in the middle");
        return [];
      }
      collect(answer.manifests, found, target);
      at = answer.next;
    }
    return [...found.values()];
  };

  const byTag = async (target: Target, digest: string, signal: AbortSignal): Promise<Descriptor[]> => {
    const manifest = await content.getManifest(target, fallbackTag(digest), signal);
    if (manifest === undefined) return [];
    const found = new Map<string, Descriptor>();
    collect(TAG_SHAPES.index.entriesOf(manifest, target.registry), found, target);
    return [...found.values()];
  };

  return {
    list: async ({ reference }, target, signal) => {
      const [api, tag] = await Promise.all([
        byApi(target, reference.digest, signal),
        byTag(target, reference.digest, signal),
      ]);
      const all = [...new Map([...api, ...tag].map((one) => [one.digest, one])).values()];
      if (all.length > MAX_BUNDLES)
        throw tooMany(target, `referrers than ${MAX_BUNDLES} that may be signatures`);
      const rank = ({ artifactType }: Descriptor): number => (isBundleType(artifactType) ? 0 : 1);
      return all.toSorted((one, other) => rank(one) - rank(other));
    },
    lists: async ({ reference }, target, own, signal) =>
      (await byApi(target, reference.digest, signal)).some(({ digest }) => digest === own),
    hasApi: (target, digest, signal) => {
      const key = printTarget(target);
      const known = apis.get(key);
      if (known !== undefined) return known;
      const asked = page(target, `referrers/${digest}`, signal).then((answer) => answer !== undefined);
      apis.set(key, asked);
      asked.catch(() => apis.delete(key));
      return asked;
    },
  };
}

const isIndex = ({ headers }: HttpAnswer): boolean => bareType(headers["content-type"]) === OCI_INDEX;

/** Old writers of the fallback tag gave the type of the empty config where that of the artifact belongs, or none. */
const mayBeBundle = ({ mediaType, artifactType }: Descriptor): boolean =>
  mediaType === OCI_MANIFEST &&
  (artifactType === undefined || artifactType === EMPTY_TYPE || isBundleType(artifactType));

function collect(manifests: readonly unknown[], found: Map<string, Descriptor>, target: Target): void {
  for (const raw of manifests) {
    const descriptor = descriptorOf(raw);
    if (descriptor === undefined || !mayBeBundle(descriptor)) continue;
    found.set(descriptor.digest, descriptor);
    if (found.size > MAX_BUNDLES)
      throw tooMany(target, `referrers than ${MAX_BUNDLES} that may be signatures`);
  }
}

const tooMany = (target: Target, what: string): Error =>
  answerInvalid(target.registry, `lists more ${what} of one image in ${target.repository}`);

/** @see https://www.rfc-editor.org/rfc/rfc8288 */
function nextLink(header: string | undefined): string | undefined {
  for (const [, target, parameters = ""] of (header ?? "").slice(0, 8_192).matchAll(/<([^>]*)>([^<]*)/g))
    if (/;\s*rel\s*=\s*"?next"?\s*(?:[;,]|$)/i.test(parameters)) return target;
  return undefined;
}
