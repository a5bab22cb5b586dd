# What scripts do to volumes of a pool, one of them after another: libvirt refuses what it is asked while another job of the pool is at work.
# shellcheck shell=sh

# Runs it while no other script of berth changes the pool. The lock dies with its holder.
alone() { # POOL-UUID COMMAND...
    mkdir -p /run/berth
    (
        flock -w 300 9 || fail "pool $1 has been busy for five minutes" "look who has /run/berth/pool-$1.lock open: fuser -v"
        shift
        "$@" 9>&-
    ) 9>"/run/berth/pool-$1.lock"
}

# virsh, again for half a minute while libvirt says that somebody else's job of the pool is at work.
patiently() { # CALL...
    tries=0
    until said=$(virsh "$@" 2>&1); do
        case $said in
        *'asynchronous jobs running'* | *'is still being allocated'*) ;;
        *)
            printf '%s\n' "$said" >&2
            return 1
            ;;
        esac
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || fail "libvirt is still at another job of the pool: $said" "run it again"
        sleep 0.3
    done
    [ -z "$said" ] || printf '%s\n' "$said"
}

# Keeps others from making the same volume until this script ends, however it does.
claim() { # POOL-UUID VOLUME
    mkdir -p /run/berth
    exec 8>"/run/berth/volume-$1-$2.lock"
    flock -n 8 || refuse busy "volume $2 is being made by another run" 'wait for it to end'
}
