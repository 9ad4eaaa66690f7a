"""Installs security patches: of the databases, of the batch machines, and of the cluster's nodes, side by side."""

import threading

# What RDS has ready that changes no major version; new authorities are a decision of their own.
DATABASE_ACTIONS = ("system-update", "db-upgrade", "hardware-maintenance")
# A node is started, joins, and its predecessor is drained; pods may take their time.
NODE_MINUTES = 6
ENDED = ("Successful", "Failed", "Cancelled")
REFRESH_ENDED = ("Successful", "Failed", "Cancelled", "RollbackSuccessful", "RollbackFailed")


def databases(report, clock):
    """One after the other, in the order given: copies before what they copy."""
    for name in os.environ["DATABASES"].split():
        if available(name, clock) is None:
            report.problem(f"database {name} is not available: its patches, and those after it, wait")
            return
        arn = f"arn:aws:rds:{os.environ['AWS_REGION']}:{os.environ['ACCOUNT_ID']}:db:{name}"
        actions = pending(arn)
        for action in actions:
            if action["Action"] not in DATABASE_ACTIONS:
                report.say(f"database {name}: {action['Action']} waits for a decision: {action.get('Description', '')}")
        ready = [action["Action"] for action in actions if action["Action"] in DATABASE_ACTIONS]
        for action in ready:
            aws("rds", "apply-pending-maintenance-action", ResourceIdentifier=arn, ApplyAction=action, OptInType="immediate")
        if ready and clock.until(lambda: applied(name, arn, ready)) is None:
            report.problem(f"database {name}: {', '.join(ready)} goes on after the time is up; those after it wait")
            return
        version = instance(name)["EngineVersion"]
        report.say(f"database {name}: {', '.join(ready) or 'nothing'} to install, PostgreSQL {version}")


def pending(arn):
    found = aws("rds", "describe-pending-maintenance-actions", ResourceIdentifier=arn)
    return [
        action
        for resource in found["PendingMaintenanceActions"]
        for action in resource["PendingMaintenanceActionDetails"]
    ]


def instance(name):
    return aws("rds", "describe-db-instances", DBInstanceIdentifier=name)["DBInstances"][0]


def available(name, clock):
    return clock.until(lambda: True if instance(name)["DBInstanceStatus"] == "available" else None)


def applied(name, arn, actions):
    """Gone from what is pending, and the instance back: it stays available for a moment after it was asked."""
    waiting = any(action["Action"] in actions for action in pending(arn))
    return True if not waiting and instance(name)["DBInstanceStatus"] == "available" else None


def hosts(report, clock):
    """Machines with an older image are replaced; each is drained first."""
    group = os.environ["HOSTS"]
    groups = aws("autoscaling", "describe-auto-scaling-groups", AutoScalingGroupNames=[group])["AutoScalingGroups"]
    ids = [machine["InstanceId"] for found in groups for machine in found["Instances"]]
    if not ids:
        report.say("batch: no machine runs, and the next one starts from the newest image")
        return
    newest = parameter(os.environ["HOST_IMAGE"])
    reservations = aws("ec2", "describe-instances", InstanceIds=ids)["Reservations"]
    images = [machine["ImageId"] for found in reservations for machine in found["Instances"]]
    old = [image for image in images if image != newest]
    if not old:
        report.say(f"batch: {len(ids)} machines have the newest image {newest}")
        return
    refresh = aws(
        "autoscaling",
        "start-instance-refresh",
        AutoScalingGroupName=group,
        # Each of them is protected, for ECS takes those that have nothing to do.
        Preferences={"ScaleInProtectedInstances": "Refresh"},
    )["InstanceRefreshId"]

    def ended():
        found = aws(
            "autoscaling", "describe-instance-refreshes", AutoScalingGroupName=group, InstanceRefreshIds=[refresh]
        )["InstanceRefreshes"][0]
        return found if found["Status"] in REFRESH_ENDED else None

    found = clock.until(ended)
    if found is None:
        report.problem(f"batch: refresh {refresh} goes on after the time is up")
    elif found["Status"] != "Successful":
        report.problem(f"batch: refresh {refresh} {found['Status']}: {found.get('StatusReason', 'no reason given')}")
    else:
        report.say(f"batch: {len(old)} of {len(ids)} machines were replaced, for image {newest}")


def parameter(name):
    return aws("ssm", "get-parameter", Name=name)["Parameter"]["Value"]


def nodes(report, clock):
    """Group by group, the one with the oldest release first, so that a long night starves none."""
    cluster = os.environ["CLUSTER"]
    names = aws("eks", "list-nodegroups", clusterName=cluster)["nodegroups"]
    groups = [aws("eks", "describe-nodegroup", clusterName=cluster, nodegroupName=name)["nodegroup"] for name in names]
    behind = []
    for group in groups:
        newest = newest_release(group)
        if group["releaseVersion"] == newest:
            report.say(f"nodes {group['nodegroupName']}: have the newest release {newest}")
        else:
            behind.append((released(group["releaseVersion"]), group["nodegroupName"], group, newest))
    for turn, (_, name, group, newest) in enumerate(sorted(behind, key=lambda each: each[:2])):
        needs = group["scalingConfig"]["desiredSize"] * NODE_MINUTES
        # The first one may take longer: a large group would never have its turn.
        if turn > 0 and clock.left() < needs * 60:
            report.say(f"nodes {name}: left for the next time, for it needs about {needs} minutes")
            continue
        if not update_nodes(report, clock, cluster, group, newest):
            report.say("nodes: what is left keeps its release")
            return


def update_nodes(report, clock, cluster, group, newest):
    name, old = group["nodegroupName"], group["releaseVersion"]
    if group["status"] != "ACTIVE":
        report.problem(f"nodes {name}: {group['status']}, so nothing is installed")
        return False
    update = aws(
        "eks",
        "update-nodegroup-version",
        clusterName=cluster,
        nodegroupName=name,
        # Left out, it would be the cluster's: Kubernetes' own version belongs to Terraform.
        version=group["version"],
        releaseVersion=newest,
    )["update"]["id"]

    def ended():
        found = aws("eks", "describe-update", name=cluster, nodegroupName=name, updateId=update)["update"]
        return found if found["status"] in ENDED else None

    found = clock.until(ended)
    if found is None:
        report.problem(f"nodes {name}: {newest} goes on after the time is up, update {update}")
        return False
    if found["status"] != "Successful":
        reasons = "; ".join(f"{error['errorCode']}: {error['errorMessage']}" for error in found.get("errors", []))
        report.problem(f"nodes {name}: {newest} {found['status']}: {reasons}")
        return False
    report.say(f"nodes {name}: {old} -> {newest}")
    return True


def newest_release(group):
    """https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html"""
    architecture = "arm64" if "ARM_64" in group["amiType"] else "x86_64"
    path = f"/aws/service/eks/optimized-ami/{group['version']}/amazon-linux-2023/{architecture}/standard/recommended"
    return parameter(f"{path}/release_version")


def released(release):
    """`1.35.0-20261001`: the day comes last."""
    return release.rsplit("-", 1)[-1]


def patch(report, clock):
    parts = [
        threading.Thread(target=report.attempt, args=(part, clock), daemon=True) for part in (databases, hosts, nodes)
    ]
    for part in parts:
        part.start()
    for part in parts:
        part.join()


main("security-patches", patch)
