# What comes packed: tar, cpio, raw and qcow2 disks, by gzip, zstd, xz, bzip2 or not at all.
# shellcheck shell=sh
# shellcheck disable=SC2154  # work, of store.sh

archive_next='do not trust this archive; if it is your own, import it with devices: true where that is what is wrong'

# Reads some bytes of a file. Says the packing, and what is in it: tar, cpio, qcow2, or disk for whatever else it is.
archive_kind() { # FILE -> PACKING KIND
    case $(head -c 4 -- "$1" | od -An -tx1 | tr -d ' \n') in
    1f8b*) packing=gzip ;;
    28b52ffd) packing=zstd ;;
    fd377a58) packing=xz ;;
    425a68*) packing=bzip2 ;;
    *) packing=plain ;;
    esac
    # shellcheck disable=SC2094  # nothing is written to it
    head=$(stream_plain "$packing" <"$1" 2>/dev/null | head -c 262 | od -An -v -tx1 | tr -d ' \n') || :
    case $head in
    303730373031* | 303730373032* | 303730373037* | c771*) holds=cpio ;;
    514649fb*) holds=qcow2 ;;
    *7573746172) holds=tar ;; # what stands at its place 257
    *) holds=disk ;;
    esac
    printf '%s %s\n' "$packing" "$holds"
}

stream_plain() { # PACKING
    case $1 in
    gzip) gzip -dc ;;
    zstd) zstd -dcq ;;
    xz) xz -dc -T 0 ;;
    bzip2) bzip2 -dc ;;
    plain) cat ;;
    esac
}

stream_packed() { # PACKING
    case $1 in
    gzip) gzip -c ;;
    zstd) zstd -cq -T0 ;;
    xz) xz -c -T 0 ;;
    bzip2) bzip2 -c ;;
    plain) cat ;;
    esac
}

packing_of_name() { # NAME
    case $1 in
    *.gz | *.tgz) echo gzip ;;
    *.zst | *.tzst) echo zstd ;;
    *.xz | *.txz) echo xz ;;
    *.bz2 | *.tbz2) echo bzip2 ;;
    *) echo plain ;;
    esac
}

need_packing() { # PACKING
    case $1 in
    gzip) need gzip gzip ;;
    zstd) need zstd zstd ;;
    xz) need xz xz-utils ;;
    bzip2) need bzip2 bzip2 ;;
    esac
}

# The stream of an archive before it was packed, by its name.
archive_plain() { # FILE
    # shellcheck disable=SC2094  # nothing is written to it
    stream_plain "$(packing_of_name "$1")" <"$1"
}

# A tar of a tree, with all that a tar holds.
tar_make() { # TREE [OPTION]...
    tree=$1
    shift
    tar --create --file=- --directory="$tree" --sort=name --format=posix --numeric-owner --sparse --xattrs --xattrs-include='*' \
        --xattrs-exclude='trusted.SGI_ACL_*' --warning=no-file-ignored --pax-option='exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime' "$@" .
}

# Access lists come by their extended attributes: by --acls, those of entries without any would be taken away again. An attribute
# that cannot be set is only a warning to tar.
tar_take() { # DIRECTORY
    taken=0
    tar --extract --file=- --directory="$1" --preserve-permissions --same-owner --numeric-owner --xattrs --xattrs-include='*' \
        --warning=no-timestamp --warning=no-unknown-keyword 2>"$work/tar.err" || taken=$?
    cat "$work/tar.err" >&2
    [ "$taken" -eq 0 ] && ! grep -q '^tar: .*: Cannot set ' "$work/tar.err"
}

# Unpacks what comes on standard input into a new directory, and judges it while that goes on: tar itself writes nothing outside
# of a new directory. What is refused is not kept.
archive_take() { # PACKING tar|cpio DIRECTORY yes|no(devices outside of dev/)
    need_packing "$1"
    # what the top is where the archive does not say
    mkdir -m 0755 "$3"
    mkfifo "$work/listed"
    case $2 in
    tar)
        need tar tar
        { tar -P --numeric-owner --quoting-style=c -tvf - <"$work/listed" 2>"$work/list.err" && echo .; } | judge tar "$4" >"$work/judged" &
        ;;
    cpio)
        need cpio cpio
        { cpio --quiet -itvn <"$work/listed" 2>"$work/list.err" && echo .; } | judge cpio "$4" >"$work/judged" &
        ;;
    esac
    judging=$!
    rm -f "$work/broken"
    # The one that lists must be fed to its end, whatever the other does.
    { stream_plain "$1" || : >"$work/broken"; } | tee --output-error=warn-nopipe "$work/listed" 2>/dev/null | {
        case $2 in
        tar) tar_take "$3" 2>"$work/take.err" ;;
        cpio) (cd -- "$3" && cpio --quiet -idm --no-absolute-filenames --sparse) 2>"$work/take.err" ;;
        esac || : >"$work/untaken"
        cat >/dev/null
    }
    wait "$judging" || :
    rm -f "$work/listed"
    bad=$(sed -n 's/^refused //p;q' "$work/judged")
    [ -z "$bad" ] || refuse archive "$bad" "$archive_next"
    [ ! -e "$work/broken" ] || fail 'the archive is broken: it cannot be unpacked to its end' 'get it again'
    if [ -e "$work/untaken" ]; then
        sed -n '1,20p' "$work/take.err" >&2
        fail "the archive cannot be unpacked: $(head -n 1 "$work/take.err")" "$(room)"
    fi
    case $2-$(cat "$work/judged") in
    tar-'fine with its top') ;;
    tar-fine) touch -d @0 "$3" ;;
    # which sets no times of links, nor of directories in which it writes later: the same archive is to be the same release
    cpio-fine*) find "$3" \( -type d -o -type l \) -exec touch -h -d @0 {} + ;;
    *) fail "the archive cannot be listed: $(head -n 1 "$work/list.err")" 'get it again' ;;
    esac
}

room() { # -> what there is to know when something could not be written
    df -P "$work" | awk 'NR == 2 { printf "%d MiB are free in the store, on %s", $4 / 1024, $6 }'
}

# Reads the list of an archive, with a dot behind what is all of it, and says "fine", with its top or not, or "refused"
# and why.
# A name that leads out, goes through a link of the archive, or a device outside of dev/ that is no whiteout: none of these comes
# of a system's tree. Names of tar come in double quotes with backslashes, those of cpio as they are: one with a line end is refused.
judge() { # tar|cpio yes|no
    # shellcheck disable=SC2016 # for awk
    awk -v how="$1" -v devices="$2" '
    function wrong(why) { print "refused " name ": " why; bad = 1; exit }
    # without parts that say nothing
    function plain(path,    part, count, i, clean) {
        count = split(path, part, "/"); clean = ""
        for (i = 1; i <= count; i++) if (part[i] != "" && part[i] != ".") clean = clean (clean == "" ? "" : "/") part[i]
        return clean
    }
    function check(path, what,    part, count, i, above) {
        if (path ~ /^\//) wrong(what "it begins at the root")
        if (path ~ /(^|\/)\.\.(\/|$)/) wrong(what "it leads out of the tree")
        path = plain(path); count = split(path, part, "/"); above = ""
        for (i = 1; i < count; i++) {
            above = above (i == 1 ? "" : "/") part[i]
            if (above in links) wrong(what "it goes through the link " above)
        }
    }
    function quoted(text) { # sets rest to what is behind
        if (!match(text, /^"([^"\\]|\\.)*"/)) wrong("its name cannot be told")
        rest = substr(text, RLENGTH + 1)
        return substr(text, 2, RLENGTH - 2)
    }
    { whole = $0 == "." }
    whole { next }
    { type = substr($0, 1, 1); target = ""; whiteout = 0; name = $0 }
    how == "tar" {
        at = index($0, "\"")
        if (!at) wrong("its name cannot be told")
        fields = substr($0, 1, at - 1)
        whiteout = type == "c" && fields ~ / 0,0 /
        name = quoted(substr($0, at))
        if (type == "l") { sub(/^ -> /, "", rest); target = quoted(rest) }
        if (type == "h") { sub(/^ link to /, "", rest); target = quoted(rest) }
    }
    how == "cpio" {
        if (!match($0, /^[-bcdlps][-rwxsStT]+ +[0-9]+ +[0-9]+ +[0-9]+ +[0-9]+(, *[0-9]+)? +[A-Z][a-z][a-z] +[0-9]+ +[0-9:]+ /)) wrong("such a name is not unpacked")
        fields = substr($0, 1, RLENGTH); name = substr($0, RLENGTH + 1)
        whiteout = type == "c" && fields ~ / 0, *0 /
        if (type == "l") {
            # wherever its name ends
            for (left = name; (at = index(left, " -> ")); left = substr(left, at + 4)) {
                before = before substr(left, 1, at - 1); links[plain(before)] = 1; before = before " -> "
            }
            sub(/ -> .*/, "", name); before = ""
        }
    }
    {
        if (type !~ /[-dlhpbcsC]/) wrong("neither file, directory, link nor device")
        check(name, "")
        if (type ~ /[bc]/ && devices != "yes" && !whiteout && plain(name) !~ /^dev\//) wrong("a device outside of dev/")
        if (type == "h") check(target, "a hard link to " target ": ")
        if (type == "l") links[plain(name)] = 1; else if (type != "d") delete links[plain(name)]
    }
    plain(name) == "" { top = " with its top" }
    END { if (!bad && whole) print "fine" top }'
}

# A disk that comes on standard input, as raw with its holes or as qcow2.
disk_take() { # PACKING disk|qcow2 DIRECTORY -> sets file
    need_packing "$1"
    case $2 in
    qcow2) file=disk.qcow2 ;;
    disk) file=disk.raw ;;
    esac
    rm -f "$work/broken"
    { stream_plain "$1" || : >"$work/broken"; } | dd of="$3/$file" bs=1M iflag=fullblock conv=sparse status=none || fail 'the disk cannot be written' "$(room)"
    [ ! -e "$work/broken" ] || fail 'what it is packed by is broken: it cannot be unpacked to its end' 'get it again'
    [ "$2" != qcow2 ] || disk_judge "$3/$file"
}

# One that takes its content from another file could show any file of this host.
disk_judge() { # QCOW2
    need qemu-img qemu-utils
    told=$(qemu-img info -f qcow2 --output=json "$1") || fail 'this is no qcow2 disk that qemu-img reads' 'get it again'
    case $told in
    *'"backing-filename"'* | *'"data-file"'*) refuse disk 'it takes its content from another file' 'flatten it first: qemu-img convert -O qcow2' ;;
    esac
    qemu-img check -q -f qcow2 "$1" >/dev/null || fail 'the qcow2 disk is damaged' 'get it again'
}
