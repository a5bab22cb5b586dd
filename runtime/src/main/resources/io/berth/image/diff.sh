# What differs between two releases of an image: DIR IMAGE NAME NAME. Lines "- LISTED" of the first and "+ LISTED" of the second,
# as tar lists them, in the order of names.
# shellcheck shell=sh
store_open "$1" "$2"
work_begin diff
listed() { # NAME OUT
    path=$image/releases/$1/$(told "$1" file)
    case $(told "$1" form) in
    tree) tar --create --file=/dev/null --directory="$path" --sort=name -vv --full-time --numeric-owner --quoting-style=escape --warning=no-file-ignored . ;;
    archive) archive_plain "$path" | tar --list -vv --full-time --numeric-owner --quoting-style=escape --file=- ;;
    disk) printf 'disk %s bytes, content %s\n' "$(stat -c %s "$path")" "$(told "$1" digest)" ;;
    esac | sort -k 6 >"$2"
}
release_read "$3"
first=$release
listed "$first" "$work/first"
release_read "$4"
listed "$release" "$work/second"
diff "$work/first" "$work/second" | sed -n 's/^< /- /p;s/^> /+ /p'
