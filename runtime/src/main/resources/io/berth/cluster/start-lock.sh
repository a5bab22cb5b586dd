# Holds this host's lock on starts of guests as long as it is told to: it dies with the channel that it is told by, and the kernel takes the lock away with
# it. RUN-DIR HOLDER SILENCE
# It is told by lines on standard input, and says one line for each:
#   try             ->  got NUMBER | held WHO      NUMBER: of the last holder
#   wait SECONDS    ->  got NUMBER | held WHO
#   free            ->  free
#   number NUMBER   ->  set            from now on nobody with another number starts anything here, and what somebody was starting is started
#   (nothing)       ->  nothing: somebody is there. After SILENCE seconds without any line nobody is, and it ends.
# First it says "machine KEY", of this machine and place, by which all hosts have one order whatever they are called, or "none" where no guest can run.
# shellcheck shell=sh
run=$1 holder=$2 silence=$3
if ! command -v virsh >/dev/null 2>&1 && [ -z "$(find /usr/bin /usr/libexec /usr/local/bin -maxdepth 1 \( -name 'qemu-system-*' -o -name qemu-kvm -o -name kvm \) 2>/dev/null | head -n 1)" ]; then
    echo none
    exit 0
fi
need flock util-linux
file=$run/locks/start gate=$run/locks/start-gate number=$run/locks/start-number
mkdir -p "$run/locks"
machine=
if [ -r /etc/machine-id ]; then read -r machine </etc/machine-id || true; fi
read -r boot </proc/sys/kernel/random/boot_id
exec 9>>"$file"
echo "machine $machine$boot$run"

took() { # sets who has it
    printf '%s, since %s\n%s %s\n' "$holder" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$$" "$(group_of $$)" >"$file"
    last=0
    if [ -s "$number" ]; then last=$(sed -n 1p "$number"); fi
    echo "got ${last%% *}"
}

# read in a process of its own, since no shell can be interrupted in one
# shellcheck disable=SC2016  # it is that process's variable
while word=$(timeout "$silence" sh -c 'IFS= read -r word && printf "%s\n" "$word"' <&4 9>&-); do
    case $word in
    '') ;;
    try)
        if flock --nonblock 9; then took; else echo "held $(lock_told "$file")"; fi
        ;;
    wait\ *)
        if flock --wait "${word#wait }" 9; then took; else echo "held $(lock_told "$file")"; fi
        ;;
    free)
        flock --unlock 9
        echo free
        ;;
    number\ *)
        exec 8>>"$gate"
        flock 8
        printf '%s %s\n' "${word#number }" "$holder" >"$number.new"
        mv -f "$number.new" "$number"
        exec 8>&-
        echo set
        ;;
    *) exit 1 ;;
    esac
done
