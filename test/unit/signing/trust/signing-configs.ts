import { chooseServices, type Wish } from "../../../../src/signing/trust/choose.ts";
import { readSigningConfig } from "../../../../src/signing/trust/signing-config.ts";
import { fileOf } from "./files.ts";

const NOW = Date.parse("2026-06-01T00:00:00Z");

interface Said {
  readonly at?: string;
  readonly version?: number;
  readonly start?: string;
  readonly end?: string;
  readonly operator?: string;
}

export const service = ({
  at = "https://one.example",
  version = 1,
  start = "2026-01-01T00:00:00Z",
  end,
  operator = "one",
}: Said = {}): object => ({
  url: at,
  majorApiVersion: version,
  validFor: { start, ...(end === undefined ? {} : { end }) },
  operator,
});

export const configOf = (more: object = {}): object => ({
  mediaType: "application/vnd.dev.sigstore.signingconfig.v0.2+json",
  caUrls: [service({ at: "https://fulcio.example" })],
  rekorTlogUrls: [service({ at: "https://log.example" })],
  rekorTlogConfig: { selector: "ANY" },
  tsaUrls: [],
  ...more,
});

/** The chosen addresses: Fulcio, the log with its version, the authorities. */
export function chosen(content: unknown, wish: Wish = {}, now = NOW): readonly string[] {
  const { fulcio, log, timestamps } = chooseServices(
    readSigningConfig(fileOf(content)),
    "trust.json",
    now,
    wish,
  );
  return [
    fulcio.href,
    log ? `${log.version} ${log.url.href}` : "no log",
    ...timestamps.map(({ href }) => href),
  ];
}

/** The Fulcio of `configOf`. */
export const F = "https://fulcio.example/";
export const future = service({ at: "https://future.example", version: 2, start: "2026-06-01T00:00:01Z" });
export const tsa = (name: string, more: Said = {}): object =>
  service({ at: `https://${name}.example/ts`, operator: name, ...more });
export const two = {
  rekorTlogUrls: [service({ at: "https://old.example" }), service({ at: "https://new.example", version: 2 })],
};
