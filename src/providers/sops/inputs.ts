import type { InputSpec, InputValues } from "../../kernel/input-table.ts";

export const SOPS_INPUTS = [
  {
    name: "age-key",
    kind: "text",
    secret: true,
    terminal: "export SOPS_AGE_KEY   # or: --age-key-file keys.txt",
    doc: "The age identity that opens the SOPS files: a key, a whole keys.txt, or a reference with a scheme such as `aws://liquid-hive/prod/age-key`.",
  },
  { name: "age-key-file", kind: "files", doc: "Files with age identities, as `age-keygen` writes them." },
  {
    name: "sops-files",
    kind: "files",
    doc: "SOPS files that bare paths are looked up in; a later one overrides an earlier one. They export nothing by themselves.",
  },
] as const satisfies readonly InputSpec[];

export type SopsInputs = InputValues<typeof SOPS_INPUTS>;
