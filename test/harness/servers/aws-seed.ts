import crypto from "node:crypto";

/** What is in the stores, for moto and the stand-in alike. */
export interface Seed {
  readonly secrets?: readonly SeedSecret[];
  readonly parameters?: readonly SeedParameter[];
}

interface Place {
  /** `us-east-1` unless given. */
  readonly region?: string;
  /** `123456789012` unless given. */
  readonly account?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface SeedSecret extends Place {
  readonly name: string;
  /** Of the one version, AWSCURRENT. A Buffer is binary. Neither this nor `versions`: a secret without a value. */
  readonly value?: string | Buffer;
  /** From the oldest to the newest. */
  readonly versions?: readonly SeedVersion[];
  /** Marked for deletion. */
  readonly deleted?: boolean;
}

export interface SeedVersion {
  /** 32 to 64 characters; `versionId(n)` gives one. */
  readonly id: string;
  readonly value: string | Buffer;
  readonly stages: readonly string[];
}

export interface SeedParameter extends Place {
  readonly name: string;
  readonly type?: "String" | "SecureString" | "StringList";
  /** Of every version, from the first to the newest; at least one. */
  readonly values: readonly string[];
  /** Labels and the version each is of. */
  readonly labels?: Readonly<Record<string, number>>;
}

/** Takes a number; returns an id for a version. */
export function versionId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}

/** Takes a secret; returns its versions: `value` is one version with the stage AWSCURRENT. */
export function versionsOf(secret: SeedSecret): readonly SeedVersion[] {
  if (secret.value === undefined) return secret.versions ?? [];
  return [{ id: versionId(1), value: secret.value, stages: ["AWSCURRENT"] }];
}

/** Takes a name; returns the six characters that Secrets Manager puts behind it in an ARN. */
export function suffixOf(name: string): string {
  return crypto
    .createHash("sha256")
    .update(name)
    .digest("base64")
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(0, 6);
}

/** Takes a region; returns the partition that it is in. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
