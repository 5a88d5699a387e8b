import { flagsOf } from "../config/flags.ts";
import type { InputSpec } from "../kernel/input-table.ts";
import { SIGN_TABLE, VERIFY_TABLE } from "./inputs-table.ts";

const IDENTITY_TOKEN: InputSpec = {
  name: "identity-token",
  kind: "text",
  doc: "A file with the identity token to sign as, for the audience `sigstore`; `-` is standard input. Default: the token service of the job that this runs in. Nothing else is tried.",
};

/** What only the terminal's `sign` has, beside the inputs of `sign/`. */
export const SIGN_OWN: readonly InputSpec[] = [
  {
    name: "as",
    kind: "text",
    doc: "What standard input (`-`) is called: `app.tgz`. Its bundle is `app.tgz.sigstore.json`.",
  },
  IDENTITY_TOKEN,
];

/** The same for `attest`. */
export const ATTEST_OWN: readonly InputSpec[] = [
  {
    name: "type",
    kind: "text",
    doc: "What is stated about the subjects, as cosign names it (`provenance`, `spdxjson`, `cyclonedx`, `openvex`) or as a URI.",
  },
  {
    name: "predicate",
    kind: "text",
    doc: "The file with the statement's predicate. `--type provenance` needs none.",
  },
  IDENTITY_TOKEN,
];

/** The same for `verify`. */
export const VERIFY_OWN: readonly InputSpec[] = [
  {
    name: "has",
    kind: "list",
    doc: "What each SUBJECT must have: `signature` (the default), a type as cosign names it, or a URI.",
  },
];

/** An attestation is no signature of a file. */
const SIGNS: ReadonlySet<string> = new Set(["sign", "file-format", "legacy-files", "publish"]);

/** The inputs that each verb has as flags. */
export const SIGN_FLAGS: readonly InputSpec[] = flagsOf(SIGN_TABLE);
export const ATTEST_FLAGS: readonly InputSpec[] = SIGN_FLAGS.filter(({ name }) => !SIGNS.has(name));
export const VERIFY_FLAGS: readonly InputSpec[] = flagsOf(VERIFY_TABLE);
