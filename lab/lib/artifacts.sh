# What is built once and kept: keys, golden trees, kernel and initrd, the machine's disk. Each is built under a temporary name and
# renamed when it is whole, so that an interrupted build leaves nothing that looks finished.
# shellcheck shell=sh

ARTIFACT_NAMES='keys debian12 boot mini'

# Names the recipe of the trees: with another one they are built again.
artifacts_recipe() {
    (cd "$LAB_HOME" && cat build/* guest/*) | sha256sum | cut -c1-12
}

# And that of the machine, which is made of a tree.
artifacts_recipe_machine() {
    (cd "$LAB_HOME" && cat machine/* host/install host/daemons "$ARTIFACTS/debian12.recipe" "$ARTIFACTS/boot.recipe" \
        "$ARTIFACTS/keys/id.pub") | sha256sum | cut -c1-12
}

artifacts_build() { # [--machine]
    recipe=$(artifacts_recipe)
    mkdir -p "$ARTIFACTS"
    exec 8>>"$ARTIFACTS/lock" # labs with other state directories may build in the same place
    flock 8
    artifacts_build_stale
    [ "${1:-}" != --machine ] || artifacts_build_machine
    exec 8>&-
}

artifacts_build_stale() {
    stale=''
    for name in $ARTIFACT_NAMES; do
        [ "$(cat "$ARTIFACTS/$name.recipe" 2>/dev/null)" = "$recipe" ] || stale="$stale $name"
    done
    [ -n "$stale" ] || return 0
    if [ -d "$ARTIFACTS/debian12" ] && artifacts_used; then
        say 'the trees are of another recipe than this checkout; the running hosts keep them until lab down'
        return
    fi
    for name in $stale; do
        case $name in
        keys) what='keys' ;;
        debian12) what='golden tree debian12' ;;
        boot) what='kernel and initrd' ;;
        mini) what='golden tree mini' ;;
        esac
        timed "$what" artifacts_one "$name"
    done
}

artifacts_build_machine() {
    recipe=$(artifacts_recipe_machine)
    [ "$(cat "$ARTIFACTS/machine.recipe" 2>/dev/null)" = "$recipe" ] || timed "the machine's disk" artifacts_one machine
}

# Does a running store show a golden tree? It may be another lab's: artifacts can be shared.
artifacts_used() {
    grep -qsE '/debian12 /srv/berth/images/debian12 ' /proc/[0-9]*/mountinfo
}

# Chained with &&, because `timed` runs it where set -e does not count.
artifacts_one() { # NAME
    place=$ARTIFACTS/$1
    rm -rf --one-file-system "$place.recipe" "$place.building" &&
        mkdir "$place.building" &&
        "artifacts_$1" "$place.building" &&
        rm -rf "${place:?}" &&
        mv -T "$place.building" "$place" &&
        printf '%s\n' "$recipe" >"$place.recipe"
}

artifacts_debian12() { sh -eu "$LAB_HOME/build/debian12" "$LAB_HOME" "$ARTIFACTS/keys" "$1"; }

artifacts_boot() { sh -eu "$LAB_HOME/build/boot" "$ARTIFACTS/debian12" "$1"; }

artifacts_mini() { sh -eu "$LAB_HOME/build/mini" "$LAB_HOME" "$ARTIFACTS/debian12" "$1"; }

artifacts_machine() { sh -eu "$LAB_HOME/machine/build" "$LAB_HOME" "$ARTIFACTS" "$MACHINE" "$NET" "$1"; }

# id: the controller's, and what golden trees trust. host: what the hosts have among themselves.
artifacts_keys() { # OUT
    ssh-keygen -q -t ed25519 -N '' -C controller@lab -f "$1/id" &&
        ssh-keygen -q -t ed25519 -N '' -C host@lab -f "$1/host"
}
