// In the product a file that needs the YAML library has it loaded by `readyFor`; unit tests call the parts directly.
import { loadYaml } from "../../src/kernel/yaml.ts";
import { loadYamlLibrary } from "../../src/sops/stores/yaml.ts";

await loadYaml();
await loadYamlLibrary();
