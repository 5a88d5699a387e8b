export interface Peer {
  readonly name: string;
  readonly version: string;
  readonly go?: string;
  readonly pip?: string;
  readonly constraints?: string;
  readonly module?: string;
  readonly alone?: boolean;
  readonly packages?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  readonly keep?: readonly string[];
  readonly installs?: string;
  readonly optional?: boolean;
  readonly binaries: readonly string[];
}
export interface Located {
  readonly peer: Peer;
  readonly folder: string;
  readonly file: string;
  readonly installed: boolean;
}
export const peers: readonly Peer[];
export function cacheFolder(): string;
export function locate(name: string): Located;
