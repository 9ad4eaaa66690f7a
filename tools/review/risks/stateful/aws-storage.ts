import { say } from "../../text";
import { contents, data, type StatefulTypes } from "./row";

export const AWS_STORAGE: readonly StatefulTypes[] = [
  data({
    types: ["aws_s3_bucket", "aws_s3_directory_bucket", "aws_s3control_bucket", "aws_lightsail_bucket"],
    kind: say`bucket`,
    why: say`it holds objects`,
    lost: say`its objects are lost, and its name is free for any account`,
  }),
  data({
    types: ["aws_s3tables_table_bucket", "aws_s3tables_namespace", "aws_s3tables_table"],
    kind: say`table bucket`,
    why: say`it holds Iceberg tables`,
    lost: say`its tables are lost`,
  }),
  contents({
    types: ["aws_s3_object", "aws_s3_bucket_object", "aws_s3_object_copy"],
    kind: say`object`,
    why: say`others may read it under its key`,
    lost: say`whoever reads it finds nothing`,
    replaced: say`between the two nothing may be found under its key`,
  }),
  data({
    types: ["aws_efs_file_system"],
    kind: say`file system`,
    why: say`it holds files`,
    lost: say`its files are lost: EFS keeps no snapshot`,
  }),
  data({
    types: [
      "aws_fsx_lustre_file_system",
      "aws_fsx_ontap_file_system",
      "aws_fsx_ontap_storage_virtual_machine",
      "aws_fsx_ontap_volume",
      "aws_fsx_openzfs_file_system",
      "aws_fsx_openzfs_volume",
      "aws_fsx_windows_file_system",
      "aws_finspace_kx_volume",
      "aws_media_store_container",
    ],
    kind: say`file system`,
    why: say`it holds files`,
    lost: say`its files are lost`,
  }),
  contents({
    types: ["aws_fsx_file_cache"],
    kind: say`file cache`,
    why: say`it holds writes that may not be exported yet`,
    lost: say`what is not exported is lost`,
  }),
  data({
    types: [
      "aws_ebs_volume",
      "aws_lightsail_disk",
      "aws_storagegateway_cached_iscsi_volume",
      "aws_storagegateway_stored_iscsi_volume",
    ],
    kind: say`volume`,
    why: say`it holds a disk's blocks`,
    lost: say`the disk's content is lost`,
  }),
  data({
    types: [
      "aws_ebs_snapshot",
      "aws_ebs_snapshot_copy",
      "aws_ebs_snapshot_import",
      "aws_fsx_backup",
      "aws_fsx_openzfs_snapshot",
    ],
    kind: say`snapshot`,
    why: say`it is a state of a disk that cannot be made again`,
    lost: say`that state can no longer be restored`,
    replaced: say`the new one holds the state of today, and that of its day can no longer be restored`,
  }),
  data({
    types: ["aws_backup_vault", "aws_backup_logically_air_gapped_vault", "aws_glacier_vault"],
    kind: say`backup vault`,
    why: say`it holds recovery points`,
    lost: say`its recovery points are lost`,
  }),
  data({
    types: ["aws_storagegateway_gateway", "aws_storagegateway_tape_pool"],
    kind: say`storage gateway`,
    why: say`its cache holds writes that may not be uploaded yet`,
    lost: say`what is not uploaded is lost`,
  }),
  contents({
    types: ["aws_instance", "aws_lightsail_instance", "aws_spot_instance_request"],
    kind: say`machine`,
    why: say`its root and instance-store volumes may hold what exists nowhere else`,
    lost: say`volumes that are deleted with it are lost, and its private address too`,
  }),
  contents({
    types: ["aws_ami", "aws_ami_copy", "aws_ami_from_instance", "aws_imagebuilder_image"],
    kind: say`machine image`,
    why: say`templates and groups start machines from it`,
    lost: say`machines can no longer be started from it`,
    replaced: say`the new one has another id, and whatever names the old one can no longer start`,
  }),
  contents({
    types: ["aws_ecr_repository", "aws_ecrpublic_repository"],
    kind: say`image repository`,
    why: say`it holds the images that run, and those that a rollback needs`,
    lost: say`its images are lost: pods and tasks that start elsewhere cannot pull them`,
  }),
  data({
    types: ["aws_codecommit_repository", "aws_codecatalyst_source_repository"],
    kind: say`source repository`,
    why: say`it holds source code and its history`,
    lost: say`code and history are lost but for the clones that people have`,
  }),
  contents({
    types: ["aws_codeartifact_repository", "aws_codeartifact_domain"],
    kind: say`package repository`,
    why: say`it holds packages that builds need`,
    lost: say`its packages are lost, and builds that need them fail`,
  }),
];
