/**
 * Words that providers and policies use as values and that say nothing secret. They are readable even where a value came in from
 * another state: at most a reader learns which word of a public list it is.
 */
const WORDS = `
  true false yes no none null on off all any always never auto automatic manual default standard custom basic full partial
  enabled disabled Enabled Disabled ENABLED DISABLED Suspended active inactive ACTIVE INACTIVE PENDING open closed
  optional required allow deny Allow Deny ALLOW DENY private public public-read authenticated-read log-delivery-write
  create update delete read write append replace retain Retain Delete Snapshot
  tcp udp icmp icmpv6 http https HTTP HTTPS TCP UDP TLS TCP_UDP HTTP2 GRPC tls ssh dns DNS EMAIL email email-json sms sqs lambda
  application network gateway Gateway Interface GatewayLoadBalancer internal internet-facing forward redirect fixed-response
  instance ip alb IPV4 IPV6 ipv4 ipv6 dualstack dualstack-ipv4 SINGLE DUAL
  A AAAA CNAME MX NS TXT SRV CAA PTR SOA PRIMARY SECONDARY
  postgres mysql mariadb aurora aurora-mysql aurora-postgresql oracle-ee oracle-se2 sqlserver-ex redis valkey memcached docdb neptune
  gp2 gp3 io1 io2 st1 sc1 general-purpose-sizing bursting elastic provisioned PROVISIONED PAY_PER_REQUEST
  dedicated host spot on-demand capacity-optimized price-capacity-optimized lowest-price ON_DEMAND SPOT FARGATE FARGATE_SPOT EC2
  EXTERNAL x86_64 arm64 linux windows LINUX WINDOWS BOTTLEROCKET_ARM_64 BOTTLEROCKET_x86_64 AL2023_x86_64_STANDARD AL2023_ARM_64_STANDARD
  awsvpc bridge json text yaml parquet gzip string String StringList SecureString number bool binary S N B HASH RANGE
  AES256 aws:kms KMS DEFAULT AWS_OWNED_KMS_KEY CUSTOMER_MANAGED_KMS_KEY ENCRYPT_DECRYPT SIGN_VERIFY SYMMETRIC_DEFAULT
  STANDARD STANDARD_IA ONEZONE_IA INTELLIGENT_TIERING GLACIER GLACIER_IR DEEP_ARCHIVE INFREQUENT_ACCESS
  BucketOwnerEnforced BucketOwnerPreferred ObjectWriter ON OFF ROTATE SET DELETE NONE AWS_IAM CUSTOM COGNITO_USER_POOLS JWT
  API API_AND_CONFIG_MAP CONFIG_MAP api audit authenticator controllerManager scheduler
  PassThrough Active Sum Average Maximum Minimum SampleCount missing notBreaching breaching ignore
  GreaterThanThreshold GreaterThanOrEqualToThreshold LessThanThreshold LessThanOrEqualToThreshold
  production staging development test testing sandbox qa dev stage prod terraform aws AWS Service Federated
`;

export const VOCABULARY: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter((word) => word !== ""));
