import { say } from "../../text";
import { contents, data, type StatefulTypes } from "./row";

export const KUBERNETES: readonly StatefulTypes[] = [
  data({
    types: ["kubernetes_namespace", "kubernetes_namespace_v1"],
    kind: say`namespace`,
    why: say`everything in it is deleted with it, volume claims included`,
    lost: say`everything in it is deleted with it, volume claims included`,
    replaced: say`everything in it is deleted with the old one, volume claims included`,
  }),
  data({
    types: [
      "kubernetes_persistent_volume_claim",
      "kubernetes_persistent_volume_claim_v1",
      "kubernetes_persistent_volume",
      "kubernetes_persistent_volume_v1",
    ],
    kind: say`volume`,
    why: say`it holds the files of pods`,
    lost: say`its files are lost where its reclaim policy is Delete`,
    replaced: say`the new one is empty, and the files of the old one are lost where its reclaim policy is Delete`,
  }),
  contents({
    types: ["kubernetes_stateful_set", "kubernetes_stateful_set_v1"],
    kind: say`stateful set`,
    why: say`its pods work on volumes of their own`,
    lost: say`its pods stop; claims made from its templates stay unless its retention policy deletes them`,
  }),
  contents({
    types: [
      "kubernetes_secret",
      "kubernetes_secret_v1",
      "kubernetes_config_map",
      "kubernetes_config_map_v1",
      "kubernetes_config_map_v1_data",
      "kubernetes_secret_v1_data",
    ],
    kind: say`configuration`,
    why: say`pods read it, and its content may be written nowhere else`,
    lost: say`pods that read it can no longer start`,
  }),
  data({
    types: ["kubernetes_manifest", "kubectl_manifest"],
    kind: say`Kubernetes object`,
    why: say`a custom resource may own a database or a certificate, and a definition owns all resources of its kind`,
    lost: say`what its controller made for it may be deleted with it`,
  }),
];
