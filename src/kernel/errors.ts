/** Every way in which this project fails. Each has a heading in docs/troubleshooting.md. */
export const FAILURE_CODES = [
  "INPUT_INVALID",
  "INPUT_UNKNOWN_KEY",
  "REFERENCE_INVALID",
  "NAME_REFUSED",
  "NAME_COLLISION",
  "NAME_ALREADY_SET",
  "VALUE_UNSUITABLE",
  "VALUE_TOO_LARGE",
  "SECRET_NOT_FOUND",
  "FIELD_NOT_FOUND",
  "FIELD_AMBIGUOUS",
  "DECODE_FAILED",
  "FILE_NOT_FOUND",
  "FILE_UNREADABLE",
  "FILE_EXISTS",
  "FILE_UNSAFE",
  "FILE_NOT_COMMITTED",
  "EVENT_UNTRUSTED",
  "SOPS_FORMAT",
  "SOPS_METADATA",
  "SOPS_MAC_MISMATCH",
  "SOPS_VALUE_TAMPERED",
  "SOPS_KEY_MISSING",
  "SOPS_KEY_UNSUPPORTED",
  "SOPS_CONFIG",
  "SOPS_ALREADY_ENCRYPTED",
  "AGE_KEY_INVALID",
  "REFERENCE_CYCLE",
  "OIDC_PERMISSION_MISSING",
  "OIDC_TOKEN_UNAVAILABLE",
  "TRUST_REFUSED",
  "CREDENTIALS_MISSING",
  "CREDENTIALS_REFUSED",
  "CREDENTIALS_CONFLICT",
  "ACCOUNT_NOT_ALLOWED",
  "ACCESS_DENIED",
  "SECRET_DELETED",
  "VERSION_NOT_FOUND",
  "KEY_UNUSABLE",
  "STORE_UNREACHABLE",
  "STORE_THROTTLED",
  "STORE_ANSWER_INVALID",
  "STORE_SEALED",
  "MOUNT_UNKNOWN",
  "LOGIN_REFUSED",
  "WRAPPING_SPENT",
  "READ_CREATES",
  "TLS_UNTRUSTED",
  "ENDPOINT_REFUSED",
  "CLOCK_SKEWED",
  "KUBECONFIG_INVALID",
  "KUBECONFIG_REFUSED",
  "MANIFEST_INVALID",
  "MANIFEST_NOT_ENCRYPTED",
  "STILL_ENCRYPTED",
  "NAMESPACE_MISSING",
  "NAMESPACE_REFUSED",
  "KIND_REFUSED",
  "KIND_UNKNOWN",
  "CERTIFICATE_INVALID",
  "OBJECT_INVALID",
  "OBJECT_CONFLICT",
  "OBJECT_OWNED",
  "OBJECT_GONE",
  "APPLY_SET_REFUSED",
  "SYNC_FAILED",
  "ROLLOUT_FAILED",
  "WAIT_EXPIRED",
  "SUBJECT_NOT_FOUND",
  "SUBJECT_REFUSED",
  "PREDICATE_INVALID",
  "PUBLIC_LOG_REFUSED",
  "SIGNING_REFUSED",
  "SIGNING_UNAVAILABLE",
  "SIGNING_ANSWER_INVALID",
  "TRUST_ROOT_INVALID",
  "TRUST_ROOT_UNAVAILABLE",
  "REGISTRY_REFUSED",
  "REGISTRY_UNREACHABLE",
  "REGISTRY_ANSWER_INVALID",
  "ATTESTATION_REFUSED",
  "NOT_PUBLISHED",
  "SIGNATURE_MISSING",
  "SIGNATURE_INVALID",
  "IDENTITY_MISMATCH",
  "POLICY_UNMET",
  "RANGE_INCOMPLETE",
  "SECRETS_FOUND",
  "LIMIT_EXCEEDED",
  "RUNNER_UNUSABLE",
  "COMMAND_FAILED",
  "INTERNAL",
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

/** Where a failure lies. `line` and `column` count from 1. */
export interface Place {
  readonly input?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export interface FailureDetails {
  /** What to do, as text that can be pasted. May have several lines. */
  readonly fix?: string;
  readonly at?: Place;
  /** The exit code of the sops command line for the same failure, where it has one. */
  readonly exit?: number;
  /** Of an answer that said no: the server's own id of the request. */
  readonly requestId?: string | undefined;
  /** Several problems that are reported together. */
  readonly all?: readonly Failure[];
}

/**
 * The one error class of the project. `message` says the cause in words of our own: no value, no
 * text of a right-hand side, of a response body or of a library's error.
 */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;
  readonly fix: string | undefined;
  readonly at: Place | undefined;
  readonly exit: number | undefined;
  readonly requestId: string | undefined;
  readonly all: readonly Failure[];

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message);
    this.code = code;
    this.fix = details.fix;
    this.at = details.at;
    this.exit = details.exit;
    this.requestId = details.requestId;
    this.all = details.all ?? [];
  }
}

/** One failure out of many: the only one itself, or one that holds them all. */
export function together(failures: readonly [Failure, ...Failure[]]): Failure {
  const [first] = failures;
  if (failures.length === 1) return first;
  return new Failure(first.code, `${failures.length} problems`, { all: failures });
}

/** Any thrown thing as a Failure; of a foreign error only its class and its system code are kept. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const name = error instanceof Error ? error.constructor.name : typeof error;
  const code = (error as { code?: unknown } | null)?.code;
  const system = typeof code === "string" && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? ` (${code})` : "";
  return new Failure("INTERNAL", `Unexpected ${name}${system}.`, {
    fix: "Please report this with the step's debug log: https://github.com/liquid-hive/secrets-action/issues",
  });
}
