# A directory of this host becomes a release: DIR IMAGE RUN ALIAS FORM PATH FROM [EXCLUDE]...
# shellcheck shell=sh
store_open "$1" "$2"
run=$3 alias=$4 form=$5 path=$6 from=$7
shift 7
[ -d "$path" ] || fail "there is no directory $path" 'name one that is there'
work_begin "$run"
phase take
tree_copy "$path" "$work/new/tree" "$@"
tree_form "$form"
release_seal "$form" "$file" "$from" '' "$run" "$alias"
