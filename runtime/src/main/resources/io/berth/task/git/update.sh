# update.sh DIRECTORY REPOSITORY REF COMMIT BRANCH DEPTH FORCE SUBMODULES
# Makes a clone if there is none and checks out what the remote has as REF (empty: COMMIT), as BRANCH if that is not empty.
# DEPTH 0: with all history. FORCE: local changes are given up. A mark tells the next run if this one does not get to its end.
directory=$1 repository=$2 ref=$3 commit=$4 branch=$5 depth=$6 force=$7 submodules=$8
umask 022
mkdir -p -- "$directory"
[ -e "$directory/.git" ] || git init -q -- "$directory"
cd -- "$directory" || exit
if [ -d .git ]; then
    if [ -e .git/berth-unfinished ]; then
        # what a run that was killed left half done is none of the user's
        rm -f .git/index.lock .git/shallow.lock .git/config.lock .git/HEAD.lock
        force=force
    fi
    : >.git/berth-unfinished
fi
git config remote.origin.url "$repository"
git config remote.origin.fetch '+refs/heads/*:refs/remotes/origin/*'

case $ref in
refs/heads/*) into=refs/remotes/origin/${ref#refs/heads/} ;;
refs/tags/*) into=$ref ;;
HEAD) into=refs/remotes/origin/HEAD-of-berth ;;
'') into= ;;
esac
if [ -n "$into" ]; then
    set --
    if [ "$depth" -gt 0 ]; then
        set -- --depth "$depth"
    elif [ -e .git/shallow ]; then
        set -- --unshallow
    fi
    git fetch -q --no-tags --force "$@" origin "+$ref:$into"
    at=$into
else
    git fetch -q --tags --force origin '+refs/heads/*:refs/remotes/origin/*'
    git cat-file -e "$commit^{commit}" 2>/dev/null || git fetch -q origin "$commit"
    git update-ref refs/remotes/origin/commit-of-berth "$commit"
    at=$commit
fi
set -- -q
[ -z "$force" ] || set -- "$@" --force
if [ -n "$branch" ]; then
    git checkout "$@" -B "$branch" "$at" --
else
    git checkout "$@" --detach "$at" --
fi
[ -z "$force" ] || git reset -q --hard
if [ -n "$submodules" ]; then
    git submodule -q sync --recursive
    set -- --init --recursive
    [ "$depth" -eq 0 ] || set -- "$@" --depth "$depth"
    [ -z "$force" ] || set -- "$@" --force
    git submodule -q update "$@"
fi
rm -f .git/berth-unfinished
git rev-parse HEAD
