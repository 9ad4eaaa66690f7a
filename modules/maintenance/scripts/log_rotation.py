"""Proves that every log of this account's region ends some day: log groups by retention, buckets by their rules."""


def log_groups(report):
    groups = aws("logs", "describe-log-groups")["logGroups"]
    for group in groups:
        if "retentionInDays" not in group:
            report.problem(f"log group {group['logGroupName']} keeps everything for ever")
    report.say(f"log groups: {len(groups)} looked at")


def buckets(report):
    names = [bucket["Name"] for bucket in aws("s3api", "list-buckets")["Buckets"] if "log" in bucket["Name"]]
    here = [name for name in names if region(name) == os.environ["AWS_REGION"]]
    for name in here:
        report.attempt(bucket, name)
    report.say(f"log buckets: {len(here)} looked at")


def region(name):
    # The oldest region has no name there.
    return aws("s3api", "get-bucket-location", Bucket=name).get("LocationConstraint") or "us-east-1"


def bucket(report, name):
    rules = [rule for rule in lifecycle(name) if rule["Status"] == "Enabled" and covers_all(rule)]
    days = [rule["Expiration"]["Days"] for rule in rules if "Days" in rule.get("Expiration", {})]
    if not days:
        report.problem(f"bucket {name} keeps its logs for ever")
        return
    versioned = aws("s3api", "get-bucket-versioning", Bucket=name).get("Status") == "Enabled"
    if versioned and not any("NoncurrentVersionExpiration" in rule for rule in rules):
        report.problem(f"bucket {name} is versioned, and keeps what its rules expire for ever")
        return
    tiers = [
        f"{move['StorageClass']} after {move['Days']} days" for rule in rules for move in rule.get("Transitions", [])
    ]
    report.say(f"bucket {name}: {', '.join([*tiers, f'gone after {min(days)} days'])}")


def lifecycle(name):
    try:
        return aws("s3api", "get-bucket-lifecycle-configuration", Bucket=name)["Rules"]
    except Refused as refusal:
        if refusal.code == "NoSuchLifecycleConfiguration":
            return []
        raise


def covers_all(rule):
    """Whether a rule is about every object: no prefix, no tag, no size."""
    filters = {key: value for key, value in rule.get("Filter", {}).items() if value != ""}
    return not filters and not rule.get("Prefix")


def prove(report, _clock):
    report.attempt(log_groups)
    report.attempt(buckets)


main("log-rotation", prove)
