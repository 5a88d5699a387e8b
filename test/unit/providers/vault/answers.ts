/** It stands in tokens, values and the server's own words: it must be in no message of ours. */
export const CANARY = "CANARY-7f3a";

export type Reply =
  | "reset"
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown };

export const BARE: Reply = { status: 404, body: { errors: [] } };
export const DENIED: Reply = {
  status: 403,
  body: { errors: [`1 error occurred: permission denied ${CANARY}`] },
};
export const PREFLIGHT: Reply = {
  status: 403,
  body: { errors: [`preflight capability check returned 403, please ensure ${CANARY}`] },
};

/** The answer of a look-up of mounts. */
export const mounted = (path: string, type = "kv", version?: string): Reply => ({
  body: { data: { path: `${path}/`, type, options: version === undefined ? null : { version } } },
});

/** The answer of KV 2 for one version. */
export const kv2 = (data: unknown, metadata: object = {}): Reply => ({
  body: {
    request_id: "11111111-2222-3333-4444-555555555555",
    lease_id: "",
    data: {
      data,
      metadata: {
        version: 3,
        created_time: "2026-11-01T10:00:00.5Z",
        deletion_time: "",
        destroyed: false,
        ...metadata,
      },
    },
  },
});

export const UI = "GET sys/internal/ui/mounts";
/** The look-up of secret/app, which is of KV 2. */
export const SECRET = { [`${UI}/secret/app`]: mounted("secret", "kv", "2") };
