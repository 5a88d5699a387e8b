const text = { type: "string" } as const;
const maybeText = { type: ["string", "null"] } as const;
const texts = { type: "array", items: text } as const;
const maybeFlag = { type: ["boolean", "null"] } as const;
const count = { type: "integer", minimum: 0 } as const;

/** An object in which every listed key is required and no other is allowed. */
const closed = <P extends Record<string, unknown>>(properties: P) =>
  ({ type: "object", additionalProperties: false, required: Object.keys(properties), properties }) as const;

const skipped = { type: "array", items: closed({ provider: text, why: text }) } as const;

const waits = {
  type: "array",
  items: closed({ object: text, is: text, secrets: texts, duration_ms: count, why: maybeText }),
} as const;

const cluster = closed({
  cluster: text,
  user: text,
  field_manager: text,
  dry_run: { type: "boolean" },
  applied: {
    type: "array",
    items: closed({
      object: text,
      verb: text,
      changes: { type: "array", items: closed({ key: text, is: text }) },
      duration_ms: count,
      former_owner: maybeText,
      notes: texts,
    }),
  },
  left: texts,
  synced: waits,
  restarted: waits,
  names: { type: "object", additionalProperties: text },
  notices: texts,
  failed: maybeText,
});

const signing = closed({
  identity: text,
  issuer: text,
  certificate_until: maybeText,
  instance: text,
  source: text,
  dry_run: { type: "boolean" },
  artifacts: {
    type: "array",
    items: closed({
      subject: text,
      more: count,
      digest: text,
      what: text,
      places: { type: "array", items: closed({ form: text, where: text }) },
      log: { anyOf: [{ type: "null" }, closed({ index: text, url: text })] },
      commands: texts,
    }),
  },
  notes: texts,
  failed: maybeText,
});

/** The JSON schema of the report file. https://json-schema.org/draft/2020-12 */
export const REPORT_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Report of secrets-action",
  description: "Audit record and metrics of one step. It holds names and sources, never a value.",
  ...closed({
    schema: { const: 1 },
    version: text,
    started: { type: "string", format: "date-time" },
    event: text,
    ref: text,
    repository: text,
    dry_run: { type: "boolean" },
    identities: {
      type: "array",
      items: closed({
        provider: text,
        subject: text,
        account: maybeText,
        expires: maybeText,
        token_subject: maybeText,
        token_audience: maybeText,
      }),
    },
    loaded: {
      type: "array",
      items: closed({
        name: text,
        provider: text,
        locator: text,
        version: maybeText,
        date: maybeText,
        expires: maybeText,
        request_id: maybeText,
        destinations: texts,
        masked: { type: "boolean" },
        skipped,
      }),
    },
    absent: { type: "array", items: closed({ name: text, skipped }) },
    carried: texts,
    metrics: closed({
      requested: count,
      loaded: count,
      fallbacks: count,
      masks: count,
      duration_ms: count,
      providers: {
        type: "array",
        items: closed({
          provider: text,
          authenticated: maybeFlag,
          sealed: maybeFlag,
          references: count,
          cache_hits: count,
          outcomes: { type: "array", items: closed({ outcome: text, reason: maybeText, count }) },
          requests: count,
          requests_ms: count,
          slowest_request_ms: count,
          waited_ms: count,
        }),
      },
    }),
    notices: texts,
    cluster: { anyOf: [{ type: "null" }, cluster] },
    signing: { anyOf: [{ type: "null" }, signing] },
  }),
} as const;
