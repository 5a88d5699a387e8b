import type { Secret } from "../../kernel/secret.ts";

const VALUE = "ENC[AES256_GCM,";
/** What a whole SOPS file holds, by format: YAML, JSON, dotenv, INI. */
const MARKERS = ["mac: ENC[", '"mac": "ENC[', '"mac":"ENC[', "sops_mac=ENC["] as const;
const INI = /^\[sops\]\r?$/m;

/** Whether a value is what sops writes: one encrypted value, or a whole file. */
export function isCiphertext(value: Secret): boolean {
  const text = Buffer.from(value.revealBytes()).toString("latin1");
  return (
    text.trimStart().startsWith(VALUE) || MARKERS.some((marker) => text.includes(marker)) || INI.test(text)
  );
}
