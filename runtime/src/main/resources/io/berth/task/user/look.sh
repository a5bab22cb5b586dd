# An account as it is: look.sh NAME, the wanted password hash on standard input; prints KEY VALUE lines.
# No hash is printed: only whether the one found is the wanted one.
name=$1
wanted=$(cat)
entry=$(getent passwd "$name") || exit 0
printf 'passwd %s\n' "$entry"
printf 'group %s\n' "$(id -gn "$name")"
getent group | while IFS=: read -r group _ _ members; do
    case ",$members," in *",$name,"*) printf 'member %s\n' "$group" ;; esac
done
if shadow=$(getent shadow "$name"); then
    hash=${shadow#*:}
    hash=${hash%%:*}
    bare=$hash
    while [ "${bare#!}" != "$bare" ]; do bare=${bare#!}; done
    case $bare in
    '' | '*') [ -z "$hash" ] && echo 'lock OPEN' || echo 'lock NO_PASSWORD' ;;
    *) [ "$bare" = "$hash" ] && echo 'lock OPEN' || echo 'lock LOCKED' ;;
    esac
    hash=$bare
    [ "$hash" = "$wanted" ] && echo 'password same' || echo 'password other'
    expires=${shadow%:*}
    printf 'expires %s\n' "${expires##*:}"
fi
