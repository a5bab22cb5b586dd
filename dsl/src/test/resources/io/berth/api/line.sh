# It's one line of many, so that they come to more than a kernel takes as one argument. Quoted: "\$HOME", `none`.
lines=$((${lines:-0} + 1))
