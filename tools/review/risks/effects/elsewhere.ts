import { say } from "../../text";
import { type Effect, GONE, REPLACED, UPDATED } from "./row";

/** Other clouds, the common ones. */
export const ELSEWHERE: readonly Effect[] = [
  {
    types: ["google_sql_database_instance"],
    fates: UPDATED,
    paths: ["database_version"],
    rule: "no-way-back",
    words: say`another version of the engine: it is away while it is upgraded, and only a backup from before leads back`,
  },
  {
    types: ["google_sql_database_instance"],
    fates: UPDATED,
    paths: ["settings[].tier", "settings[].database_flags", "settings[].edition"],
    rule: "restart",
    words: say`the instance restarts, and connections break`,
  },
  {
    types: ["google_compute_instance"],
    fates: UPDATED,
    paths: ["machine_type", "min_cpu_platform", "service_account", "guest_accelerator"],
    rule: "restart",
    words: say`the machine is stopped and started; without allow_stopping_for_update the apply fails`,
  },
  {
    types: ["google_compute_instance_group_manager", "google_compute_region_instance_group_manager"],
    fates: UPDATED,
    paths: ["version", "update_policy"],
    rule: "nodes-roll",
    words: say`its machines are replaced by its update policy`,
  },
  {
    types: [
      "google_compute_address",
      "google_compute_global_address",
      "azurerm_public_ip",
      "digitalocean_reserved_ip",
    ],
    fates: GONE,
    rule: "address-changes",
    words: say`the address is given back: allow lists and names of others have to follow`,
  },
  {
    types: [
      "google_compute_network",
      "google_compute_subnetwork",
      "azurerm_virtual_network",
      "azurerm_subnet",
    ],
    fates: GONE,
    rule: "network-replaced",
    words: say`everything with an address in it has to go first; what this plan does not know makes it fail`,
  },
  {
    types: ["google_cloud_run_service", "google_cloud_run_v2_service", "google_cloudfunctions2_function"],
    fates: UPDATED,
    paths: ["template", "build_config", "service_config"],
    rule: "workload-rolls",
    words: say`a new revision takes the traffic`,
  },
  {
    types: [
      "google_dns_record_set",
      "azurerm_dns_a_record",
      "azurerm_dns_cname_record",
      "cloudflare_record",
      "cloudflare_dns_record",
    ],
    fates: ["updated", ...GONE],
    rule: "dns-changes",
    words: say`resolvers keep what they have been told until its TTL ends`,
  },
  {
    types: ["google_compute_managed_ssl_certificate", "azurerm_app_service_certificate"],
    fates: REPLACED,
    rule: "certificate-changes",
    words: say`the new one has to be validated before clients can be shown it`,
  },
  {
    types: ["google_service_account", "azurerm_user_assigned_identity", "azuread_service_principal"],
    fates: GONE,
    rule: "identity-replaced",
    words: say`grants that name it do not follow a new one, even under the same name`,
  },
  {
    types: [
      "google_service_account_key",
      "azuread_application_password",
      "azuread_service_principal_password",
    ],
    fates: GONE,
    rule: "secret-value-changes",
    words: say`the old one stops working at once`,
  },
  {
    types: ["azurerm_postgresql_flexible_server", "azurerm_mysql_flexible_server"],
    fates: UPDATED,
    paths: ["version"],
    rule: "no-way-back",
    words: say`a major version of the engine: it is away while it is upgraded, and only a backup from before leads back`,
  },
  {
    types: ["azurerm_postgresql_flexible_server", "azurerm_mysql_flexible_server", "azurerm_mssql_database"],
    fates: UPDATED,
    paths: ["sku_name"],
    rule: "restart",
    words: say`another size: connections break`,
  },
  {
    types: ["azurerm_linux_virtual_machine", "azurerm_windows_virtual_machine"],
    fates: UPDATED,
    paths: ["size"],
    rule: "restart",
    words: say`the machine is stopped and started`,
  },
  {
    types: ["azurerm_linux_virtual_machine_scale_set", "azurerm_windows_virtual_machine_scale_set"],
    fates: UPDATED,
    paths: ["source_image_id", "source_image_reference", "custom_data", "sku"],
    rule: "nodes-roll",
    words: say`new machines are made this way; those that run follow by its upgrade mode`,
  },
];
