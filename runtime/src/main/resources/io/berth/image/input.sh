# What the script gets on its standard input is on fd 4: say.sh, which comes next, gives all that is started an empty one.
# shellcheck shell=sh
exec 4<&0
