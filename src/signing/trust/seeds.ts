import publicSeeds from "@sigstore/tuf/seeds.json" with { type: "json" };
import githubRoot from "./github-root.json" with { type: "json" };
import { BUILT_IN } from "./repositories.ts";
import type { TufRepository } from "./tuf.ts";

/** The repository of a well-known instance, with the root that its trust begins from here. */
export function builtInRepository(name: "public" | "github"): TufRepository {
  const url = new URL(BUILT_IN[name]);
  return name === "public"
    ? { url, root: Buffer.from(publicSeeds[BUILT_IN.public]["root.json"], "base64") }
    : // Signatures are over the canonical form, so that the root may be written anew.
      { url, root: Buffer.from(JSON.stringify(githubRoot)) };
}
