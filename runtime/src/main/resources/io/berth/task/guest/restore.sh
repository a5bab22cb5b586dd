# shellcheck shell=sh
# A guest goes on from a file of its memory: restore.sh FILE. Once only: from then on its disks are other ones, and that memory would ruin them.
file=$1
virsh restore "$file"
mv -f -- "$file" "$file.restored"
