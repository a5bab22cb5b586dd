# A program of QEMU that waits for a guest of another host: RUN-DIR LOW HIGH PROGRAM [WORD...]     LOW, HIGH: ports that it may wait at
# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154  # of the file put before this one
run_dir=$1
port_free 5 "$2" "$3" || fail "no port of $2 to $3 is free" 'say others: --ports'
shift 3
# what runs on must hold no lock, and no output that is waited for
exec "$@" -incoming "tcp::$port" </dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
