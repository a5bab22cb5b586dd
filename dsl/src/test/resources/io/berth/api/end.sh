echo "$0 $lines $1 $2"
exit "$3"
