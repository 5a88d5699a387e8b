/** A reference with a scheme: `provider://locator[?query][#field]`. Text only, nothing resolved. */
export interface Reference {
  readonly kind: "reference";
  readonly scheme: string;
  /** What stands between `://` and `?` or `#`, after quoting and before %XX decoding. */
  readonly locator: string;
  readonly query: ReadonlyMap<string, string>;
  readonly field: FieldPath | undefined;
}

/** A bare path or `chain://NAME`: it goes down the provider chain. */
export interface BarePath {
  readonly kind: "bare";
  readonly path: string;
}

/** `#key.sub` has the exact key first, then the dotted path; `#/a/b` is only a path. */
export type FieldPath =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "path"; readonly parts: readonly string[] };

export type Source = Reference | BarePath;

export const DECODES = ["base64", "hex", "json", "yaml", "dotenv"] as const;
export type Decode = (typeof DECODES)[number];

export type Destination =
  | { readonly kind: "env" }
  | { readonly kind: "output" }
  | { readonly kind: "file"; readonly path: string | undefined }
  /** A key of a Kubernetes Secret, or of a ConfigMap where the line is public. */
  | {
      readonly kind: "secret" | "configmap";
      readonly namespace: string | undefined;
      readonly object: string;
    };

/** One line of `secrets`. */
export interface SecretLine {
  /** The name, without `?` and without a trailing `*`. */
  readonly name: string;
  readonly wildcard: boolean;
  readonly optional: boolean;
  readonly source: Source;
  readonly decode: Decode | undefined;
  readonly fallback: string | undefined;
  readonly public: boolean;
  /** Empty where the line has no `as`: the input `export` decides. */
  readonly destinations: readonly Destination[];
  /** From 1, in the input or file that it came from. */
  readonly line: number;
}
