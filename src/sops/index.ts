/** The public face of the SOPS library: bytes in, tree out. No network, no runner, no environment, no disk. */
export { type AgeIdentity, type AgeKeys, generateIdentity, isAgeRecipient, parseAgeKeys } from "./age.ts";
export { type CreationRule, creationRule, type RuleKey, ruleRecipients } from "./creation-rules.ts";
export { decrypt, type Decrypted, type DecryptInput, type FileInfo } from "./decrypt.ts";
export { encrypt, type Encrypted, type EncryptInput, SOPS_VERSION } from "./encrypt.ts";
export { checkBytes } from "./limits.ts";
export { type SelectorName, type SelectorSettings, SELECTOR_NAMES } from "./selector.ts";
export { formatNamed, formatOf } from "./format.ts";
export { readyFor, storeOf } from "./stores/index.ts";
export { leafBytes, leafText } from "./text.ts";
export * from "./tree.ts";
