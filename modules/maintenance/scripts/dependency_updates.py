"""Raises the cluster's add-ons to EKS's default version, and looks at the images in use with today's eyes."""

ENDED = ("Successful", "Failed", "Cancelled")
# A pull is what ECR sees of an image's use; machines live shorter than this.
IN_USE_DAYS = 35
MAX_IMAGES = 20
SCANNED = ("COMPLETE", "ACTIVE", "FINDINGS_UNAVAILABLE", "UNSUPPORTED_IMAGE", "FAILED")


def addons(report, clock):
    cluster = os.environ["CLUSTER"]
    kubernetes = aws("eks", "describe-cluster", name=cluster)["cluster"]["version"]
    for name in aws("eks", "list-addons", clusterName=cluster)["addons"]:
        addon = aws("eks", "describe-addon", clusterName=cluster, addonName=name)["addon"]
        default = default_version(name, kubernetes)
        if default is None or numbers(default) <= numbers(addon["addonVersion"]):
            report.say(f"add-on {name}: {addon['addonVersion']} stays")
        elif not update_addon(report, clock, addon, default):
            report.say("add-ons: what is left keeps its version")
            return


def update_addon(report, clock, addon, default):
    name, cluster, old = addon["addonName"], addon["clusterName"], addon["addonVersion"]
    if addon["status"] not in ("ACTIVE", "DEGRADED"):
        report.problem(f"add-on {name}: {addon['status']}, so nothing is installed")
        return False
    # What is not said again would be reset.
    kept = {"configurationValues": addon["configurationValues"]} if addon.get("configurationValues") else {}
    update = aws(
        "eks",
        "update-addon",
        clusterName=cluster,
        addonName=name,
        addonVersion=default,
        resolveConflicts="PRESERVE",
        **kept,
    )["update"]["id"]

    def ended():
        found = aws("eks", "describe-update", name=cluster, addonName=name, updateId=update)["update"]
        return found if found["status"] in ENDED else None

    found = clock.until(ended)
    if found is None:
        report.problem(f"add-on {name}: {default} goes on after the time is up, update {update}")
        return False
    if found["status"] != "Successful":
        reasons = "; ".join(f"{error['errorCode']}: {error['errorMessage']}" for error in found.get("errors", []))
        report.problem(f"add-on {name}: {default} {found['status']}: {reasons}")
        return False
    report.say(f"add-on {name}: {old} -> {default}")
    return True


def default_version(name, kubernetes):
    """What EKS would install in a new cluster; None if it offers nothing."""
    offers = aws("eks", "describe-addon-versions", addonName=name, kubernetesVersion=kubernetes)["addons"]
    for offer in offers:
        for version in offer["addonVersions"]:
            for fits in version["compatibilities"]:
                if fits["clusterVersion"] == kubernetes and fits["defaultVersion"]:
                    return version["addonVersion"]
    return None


def numbers(version):
    """`v1.19.2-eksbuild.5` in an order that counts."""
    return [int(number) for number in re.findall(r"\d+", version)]


def images(report, clock):
    repository, worker = os.environ["REPOSITORY"], os.environ["WORKER_DIGEST"]
    known = aws("ecr", "describe-images", repositoryName=repository)["imageDetails"]
    if worker not in [image["imageDigest"] for image in known]:
        report.say(f"images: the worker's {worker} is not in {repository}")
    used = [image for image in known if image["imageDigest"] == worker or recent(image.get("lastRecordedPullTime"))]
    used.sort(key=lambda image: image["imagePushedAt"], reverse=True)
    report.say(f"images: {len(used)} of {len(known)} were pulled within {IN_USE_DAYS} days")
    for image in used[:MAX_IMAGES]:
        report.attempt(scan, clock, repository, image)
    if len(used) > MAX_IMAGES:
        report.say(f"images: only the newest {MAX_IMAGES} were looked at")


def recent(pulled):
    if pulled is None:
        return False
    now = datetime.datetime.now(datetime.timezone.utc)
    return now - datetime.datetime.fromisoformat(pulled) <= datetime.timedelta(days=IN_USE_DAYS)


def scan(report, clock, repository, image):
    """Weaknesses are found after an image was pushed, too."""
    digest = image["imageDigest"]
    name = f"image {', '.join(image.get('imageTags', [])) or digest}"
    try:
        aws("ecr", "start-image-scan", repositoryName=repository, imageId={"imageDigest": digest})
    except Refused as refusal:
        # What BuildKit pushes beside the image itself; its parts have digests of their own.
        if refusal.code == "UnsupportedImageTypeException":
            report.say(f"{name}: not an image that is scanned, an index or an attestation")
            return
        # Scanned less than a day ago, or all the time by Inspector.
        if refusal.code not in ("LimitExceededException", "ValidationException"):
            raise

    def looked_at():
        found = aws("ecr", "describe-images", repositoryName=repository, imageIds=[{"imageDigest": digest}])
        status = found["imageDetails"][0].get("imageScanStatus", {})
        return found["imageDetails"][0] if status.get("status") in SCANNED else None

    found = clock.until(looked_at)
    status = {"status": "not finished"} if found is None else found["imageScanStatus"]
    counts = {} if found is None else found.get("imageScanFindingsSummary", {}).get("findingSeverityCounts", {})
    if status["status"] not in ("COMPLETE", "ACTIVE"):
        report.problem(f"{name}: its scan is {status['status']}: {status.get('description', '')}")
    elif counts.get("CRITICAL", 0) > 0:
        report.problem(f"{name}: {listed(counts)}")
    else:
        report.say(f"{name}: {listed(counts)}")


def listed(counts):
    return ", ".join(f"{count} {severity.lower()}" for severity, count in sorted(counts.items())) or "nothing found"


def update(report, clock):
    report.attempt(addons, clock)
    report.attempt(images, clock)


main("dependency-updates", update)
