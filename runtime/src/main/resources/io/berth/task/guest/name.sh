# A guest gets a name by a program, if its run still holds the lock on starts.
# RUN-DIR NUMBER PROGRAM [ARG...]
# The program reads this script's standard input.
# shellcheck shell=sh
run=$1 number=$2
shift 2
start_gate "$run" "$number"
"$@" <&4
