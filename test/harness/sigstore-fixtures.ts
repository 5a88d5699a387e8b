import fs from "node:fs";
import path from "node:path";
import { describeUnless } from "./describe-unless.ts";

/** Bundles of Sigstore's own projects. They lie beside the repository, where they are not a part of it. */
const ROOT = path.resolve(import.meta.dirname, "../../../shared/fixtures/sigstore");

export const sigstoreFixture = (...names: readonly string[]): string => path.join(ROOT, ...names);

/** A suite that needs those files; without them it is skipped, aloud. */
export const describeWithFixtures = (name: string, suite: () => void): void =>
  describeUnless(
    fs.existsSync(ROOT) ? undefined : `${name}: skipped, ../shared/fixtures/sigstore is not there`,
    name,
    suite,
  );
