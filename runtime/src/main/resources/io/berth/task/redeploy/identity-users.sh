# Who may log in: authorized keys and passwords of accounts that the tree has. Numbers of users are the tree's own.
# shellcheck shell=sh

identity_authorized() { # TREE
    identity_said authorized >accounts
    while read -r account how; do
        identity_said authorized-key "$account" >keys.wanted
        authorized_keys "$1" "$account" "$how"
    done <accounts
}

authorized_keys() { # TREE USER add|exclusive
    tree_no_link "$1" etc
    tree_has_file "$1" etc passwd || fail "the tree has no file /etc/passwd" "build the image again"
    found=$(NAME=$2 LC_ALL=C awk -F : '$1 == ENVIRON["NAME"] { print $3 ":" $4 ":" $6; exit }' "$1/etc/passwd")
    home=${found#*:*:}
    owner=${found%":$home"}
    case $owner in
    '') fail "the tree has no account $2" "make it in the image" ;;
    *[!0-9:]* | *:*:*) fail "account $2 in the tree has no proper numbers" "make it again in the image" ;;
    esac
    case $home/ in
    */../* | [!/]*) fail "$home in the tree cannot be the home of $2" "give it an absolute path in the image" ;;
    esac
    home=${home#/}
    tree_no_link "$1" "$home"
    tree_has "$1" "$home" || fail "the home of $2, /$home, is not in the tree" "make it in the image"
    tree_make "$1" "$home" .ssh 700 "$owner"
    if [ "$3" = add ] && tree_has_file "$1" "$home/.ssh" authorized_keys; then
        merged_keys keys.wanted "$1/$home/.ssh/authorized_keys" >keys.new
    else
        cat keys.wanted >keys.new
    fi
    tree_write "$1" "$home/.ssh" authorized_keys 600 "$owner" <keys.new
}

# The second file's lines with the first's keys: in place of lines with the same key, else behind them.
merged_keys() { # WANTED PRESENT
    LC_ALL=C awk '
        function key(line,   words, n, i) {
            n = split(line, words, /[ \t]+/)
            for (i = 1; i <= n; i++) if (words[i] ~ /^AAAA/) return words[i]
            return ""
        }
        NR == FNR { k = key($0); if (!(k in wanted)) order[++number] = k; wanted[k] = $0; next }
        { k = key($0) }
        k != "" && (k in wanted) { if (!done[k]++) print wanted[k]; next }
        { print }
        END { for (i = 1; i <= number; i++) if (!done[order[i]]) print wanted[order[i]] }' "$1" "$2"
}

# Hashes go from file to file, never through an argument or a variable of a process.
identity_passwords() { # TREE
    tree_no_link "$1" etc
    tree_has_file "$1" etc shadow || fail "the tree has no file /etc/shadow" "build the image with shadow passwords"
    (
        umask 077
        identity_said password >hashes
        : >unknown
        LC_ALL=C awk -v day="$(($(date +%s) / 86400))" '
            BEGIN { FS = OFS = ":" }
            NR == FNR { at = index($0, " "); hash[substr($0, 1, at - 1)] = substr($0, at + 1); next }
            $1 in hash { $2 = hash[$1]; $3 = day; known[$1] = 1 }
            { print }
            END { for (user in hash) if (!(user in known)) print user >"unknown" }' hashes "$1/etc/shadow" >shadow.new
    )
    [ ! -s unknown ] || fail "the tree has no account $(paste -s -d ' ' unknown)" "make it in the image"
    tree_write "$1" etc shadow 640 <shadow.new
    rm hashes shadow.new
}
