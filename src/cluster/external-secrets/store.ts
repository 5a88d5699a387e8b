import { Failure } from "../../kernel/errors.ts";
import { nearest } from "../../kernel/nearest.ts";

export const STORE_PROVIDERS = ["aws", "vault", "gcp", "azure"] as const;
export type StoreProvider = (typeof STORE_PROVIDERS)[number];

/** One line of the input `external-secrets-store`. */
export interface StoreLine {
  readonly name: string;
  readonly provider: StoreProvider;
  /** By word; only words that the provider has. */
  readonly words: ReadonlyMap<string, string>;
  readonly line: number;
}

const COMMON = ["service-account", "namespaces"] as const;
/** What may stand in a line, by provider. */
const WORDS: Readonly<Record<StoreProvider, readonly string[]>> = {
  aws: ["role", "region", "service", "external-id"],
  vault: ["role", "address", "mount", "kv", "namespace", "method", "auth-path", "audience"],
  gcp: ["project", "location", "cluster", "cluster-location", "cluster-project"],
  azure: ["vault-url", "tenant", "client"],
};
/** What must. */
const NEEDED: Readonly<Record<StoreProvider, readonly string[]>> = {
  aws: ["role"],
  vault: ["role"],
  gcp: ["project"],
  azure: ["vault-url"],
};
/** What each word takes; others any printable text without a space. */
const FORMS: Readonly<Record<string, RegExp>> = {
  service: /^(?:secrets-manager|parameter-store)$/,
  kv: /^[12]$/,
  method: /^(?:kubernetes|jwt)$/,
  "vault-url": /^https:\/\/[-a-z0-9.]{1,253}\/?$/i,
  "service-account": /^(?:[-a-z0-9]{1,63}\/)?[-a-z0-9.]{1,253}$/,
  namespaces: /^[-a-z0-9]{1,63}(?:\+[-a-z0-9]{1,63})*$/,
  region: /^[a-z0-9-]{1,64}$/,
};
const ROLE = /^arn:aws[a-z-]{0,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const ANY = /^[!-~]{1,2048}$/;
const EXAMPLE: Readonly<Record<StoreProvider, string>> = {
  aws: "aws-secrets-manager: aws, role arn:aws:iam::123456789012:role/liquid-hive-secrets-role",
  vault: "vault: vault, role liquid-hive",
  gcp: "gcp: gcp, project my-project",
  azure: "azure: azure, vault-url https://liquid-hive.vault.azure.net",
};

/**
 * Reads the input `external-secrets-store`: `NAME: PROVIDER, WORD VALUE, ...`, one store a line. Every problem is
 * returned with its line, none with what the line says. docs/external-secrets.md
 */
export function parseStores(text: string): {
  readonly stores: readonly StoreLine[];
  readonly problems: readonly Failure[];
} {
  const stores: StoreLine[] = [];
  const problems: Failure[] = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.replace(/(?:^|\s)#(?:\s.*)?$/, "").trim();
    if (line === "") continue;
    const store = storeLine(line, index + 1);
    if (store instanceof Failure) problems.push(store);
    else if (stores.some(({ name }) => name === store.name))
      problems.push(
        invalid(
          index + 1,
          `The store ${store.name} stands twice.`,
          "Remove one of the lines.",
          "NAME_COLLISION",
        ),
      );
    else stores.push(store);
  }
  return { stores, problems };
}

const invalid = (
  line: number,
  message: string,
  fix: string,
  code: "INPUT_INVALID" | "INPUT_UNKNOWN_KEY" | "NAME_COLLISION" = "INPUT_INVALID",
): Failure => new Failure(code, message, { at: { input: "external-secrets-store", line }, fix });

function storeLine(text: string, line: number): StoreLine | Failure {
  const match = /^([^\s:]+)\s*:\s*(.+)$/.exec(text);
  const name = match?.[1];
  if (name === undefined || !NAME.test(name))
    return invalid(line, "A line begins with the store's name and a colon.", EXAMPLE.aws);
  const [first = "", ...rest] = match![2]!.split(",").map((part) => part.trim());
  const provider = STORE_PROVIDERS.find((known) => known === first);
  if (provider === undefined)
    return invalid(
      line,
      `${name}: after the colon comes the provider: ${STORE_PROVIDERS.join(", ")}.`,
      Object.values(EXAMPLE).join("\n"),
    );
  const known = [...WORDS[provider], ...COMMON];
  const words = new Map<string, string>();
  for (const part of rest) {
    const [word = "", value, more] = part.split(/\s+/);
    if (!known.includes(word)) {
      const near = nearest(word, known);
      const hint = near === undefined ? "" : ` Did you mean ${near}?`;
      return invalid(
        line,
        `${name}: a word is not known.${hint}`,
        `Words of ${provider}: ${known.join(", ")}`,
        "INPUT_UNKNOWN_KEY",
      );
    }
    const form = word === "role" && provider === "aws" ? ROLE : (FORMS[word] ?? ANY);
    if (value === undefined || more !== undefined || words.has(word) || !form.test(value))
      return invalid(line, `${name}: \`${word}\` takes one value, and not of this form.`, EXAMPLE[provider]);
    words.set(word, value);
  }
  const missing = NEEDED[provider].find((word) => !words.has(word));
  if (missing !== undefined) return invalid(line, `${name}: \`${missing}\` is missing.`, EXAMPLE[provider]);
  return { name, provider, words, line };
}
