# Guests are off at once: UUID... Of each that cannot be it says "failed UUID WHY".
# shellcheck shell=sh
calls=
for uuid; do calls="$calls destroy --domain $uuid;"; done
# one virsh for all, since each start of it costs as much as what it does
virsh_seconds=$((60 + 10 * $#))
export virsh_seconds
virsh "$calls" >/dev/null 2>&1 || true
left=$(virsh list --uuid)
# those that it did not stop are stopped by themselves: so it is known which error is whose
for uuid; do
    case $left in
    *"$uuid"*) said=$(virsh destroy --domain "$uuid" 2>&1) || printf 'failed %s %s\n' "$uuid" "$(printf %s "$said" | tr '\n' ' ')" ;;
    esac
done
