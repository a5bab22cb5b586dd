# look.sh DIRECTORY REPOSITORY VERSION ASK
# Says what a clone is, a word and a value a line: state absent|other|clone, head COMMIT, branch NAME, origin URL, changed (there
# are local changes), own (there are commits that no branch of the remote has), unfinished (a run was killed while it changed it).
# With ASK also what the remote has under that name: ref COMMIT NAME.
# Status 69: git or a repository of this host is not there.
directory=$1 repository=$2 version=$3 ask=$4
case $repository in
/*)
    if [ ! -d "$repository" ]; then
        echo "there is no repository $repository" >&2
        exit 69
    fi
    ;;
esac
if [ -e "$directory/.git" ]; then
    echo 'state clone'
    head=$(git -C "$directory" rev-parse -q --verify 'HEAD^{commit}') || head=
    echo "head $head"
    echo "branch $(git -C "$directory" symbolic-ref -q --short HEAD || :)"
    printf 'origin %s\n' "$(git -C "$directory" config --get remote.origin.url || :)"
    if [ -e "$directory/.git/berth-unfinished" ]; then
        echo unfinished
    elif [ -n "$head" ]; then
        changed=$(git -C "$directory" status --porcelain --untracked-files=no)
        [ -z "$changed" ] || echo changed
        own=$(git -C "$directory" rev-list -n 1 HEAD --not --remotes --tags)
        [ -z "$own" ] || echo own
    fi
elif [ -d "$directory" ] && [ ! -L "$directory" ] && [ -z "$(ls -A -- "$directory")" ]; then
    echo 'state absent'
elif [ -e "$directory" ] || [ -L "$directory" ]; then
    echo 'state other'
else
    echo 'state absent'
fi
if [ -n "$ask" ]; then
    if [ -z "$version" ]; then
        refs=$(git ls-remote -q -- "$repository" HEAD)
    else
        refs=$(git ls-remote -q -- "$repository" "refs/heads/$version" "refs/tags/$version" "refs/tags/$version^{}")
    fi
    printf '%s\n' "$refs" | sed -n 's/^\([0-9a-f]*\)[[:space:]]/ref \1 /p'
fi
