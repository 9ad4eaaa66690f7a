import { blocksOf, objectOf, type JsonObject } from "./json";

/** Where Terraform keeps a stack's state, as its configuration says. */
export interface Backend {
  /** `s3`, `local`, ..., `cloud`, or `none`. */
  readonly type: string;
  readonly config: JsonObject;
}

export interface ConfiguredResource {
  readonly mode: "managed" | "data" | "ephemeral";
  readonly type: string;
  readonly name: string;
  readonly body: JsonObject;
}

const MODES = { resource: "managed", data: "data", ephemeral: "ephemeral" } as const;

/** Read-only view of one `cdk.tf.json`. */
export class Configuration {
  constructor(readonly root: JsonObject) {}

  get backend(): Backend {
    const settings = blocksOf(this.root["terraform"]);
    const cloud = settings.flatMap((block) => blocksOf(block["cloud"]))[0];
    if (cloud) return { type: "cloud", config: cloud };
    for (const [type, body] of settings.flatMap((block) => Object.entries(objectOf(block["backend"])))) {
      return { type, config: objectOf(body) };
    }
    return { type: "none", config: {} };
  }

  get resources(): ConfiguredResource[] {
    return Object.entries(MODES).flatMap(([section, mode]) =>
      Object.entries(objectOf(this.root[section])).flatMap(([type, named]) =>
        Object.entries(objectOf(named)).map(([name, body]) => ({ mode, type, name, body: objectOf(body) })),
      ),
    );
  }

  /** A resource by its address without mode or index, for example `aws_vpc.this`. */
  resource(section: keyof typeof MODES, type: string, name: string): JsonObject | undefined {
    const body = objectOf(objectOf(this.root[section])[type])[name];
    return body === undefined ? undefined : objectOf(body);
  }

  /** Provider blocks by local name; a name may have several, told apart by `alias`. */
  get providers(): { name: string; block: JsonObject }[] {
    return Object.entries(objectOf(this.root["provider"])).flatMap(([name, blocks]) =>
      blocksOf(blocks).map((block) => ({ name, block })),
    );
  }

  get outputs(): JsonObject {
    return objectOf(this.root["output"]);
  }

  get variables(): JsonObject {
    return objectOf(this.root["variable"]);
  }

  get locals(): JsonObject {
    return objectOf(this.root["locals"]);
  }

  /** `data.terraform_remote_state` blocks by name. */
  get remoteStates(): JsonObject {
    return objectOf(objectOf(this.root["data"])["terraform_remote_state"]);
  }

  get hasModules(): boolean {
    return Object.keys(objectOf(this.root["module"])).length > 0;
  }
}
