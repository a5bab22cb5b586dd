# Changes the table of mounts, and what is mounted: apply.sh PATH STEP...; the new table comes on standard input.
# STEP is mkdir, table, umount, mount or remount. Ends with 75 if something uses what is to be unmounted.
path=$1
shift
for step; do
    case $step in
    mkdir) mkdir -p -- "$path" ;;
    table)
        table=$(readlink -f /etc/fstab)
        new=$table.berth-$$
        trap 'rm -f "$new"' EXIT
        [ ! -e "$table" ] || cp -p "$table" "$new"
        cat >"$new"
        [ -e "$table" ] || chmod 644 "$new"
        mv -f "$new" "$table"
        trap - EXIT
        [ ! -d /run/systemd/system ] || systemctl daemon-reload
        ;;
    umount)
        said=$(LC_ALL=C umount -- "$path" 2>&1) || {
            status=$?
            printf '%s\n' "$said" >&2
            case $said in *busy*) exit 75 ;; esac
            exit "$status"
        }
        ;;
    mount) mount -- "$path" ;;
    remount) mount -o remount -- "$path" ;;
    esac
done
