# shellcheck shell=sh
# The chain of each disk, as qemu-img tells it in JSON, with NUL behind each. [FORMAT FILE]...    FORMAT empty: by its head
# A file that is not there yet has none.
while [ $# -ge 2 ]; do
    path=$2
    case $path in
    'volume '*)
        volume=${path#volume }
        path=$(virsh vol-path --pool "${volume%%/*}" "${volume#*/}")
        ;;
    esac
    # shellcheck disable=SC2086
    if [ -e "$path" ]; then qemu-img info --force-share --backing-chain --output=json ${1:+-f "$1"} -- "$path"; else echo '[]'; fi
    printf '\0'
    shift 2
done
