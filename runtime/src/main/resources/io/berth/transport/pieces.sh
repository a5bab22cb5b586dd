# take FILE: writes the pieces of a file that come by standard input to their places, up to one without length. Before each is
# a line with its place and its length, in bytes. An input that ends before that is a broken connection's.
take() {
    while read -r place length; do
        [ "$length" -gt 0 ] || return 0
        dd of="$1" bs=262144 count="$length" seek="$place" iflag=fullblock,count_bytes oflag=seek_bytes \
            conv=notrunc,nocreat status=none
    done
    printf 'the input ended too early\n' >&2
    return 1
}
