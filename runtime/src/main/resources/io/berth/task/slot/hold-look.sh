# Looks whether a slot is locked beyond a command, and changes nothing: STATE-DIR SLOT. Says "hold lives|left", then its lines and
# "boot BOOT-ID" of this host; nothing if there is none.
# shellcheck shell=sh
hold=$(hold_of "$1" "$2")
if hold_lives "$hold"; then lives=lives; else lives=left; fi
if hold_read "$hold"; then printf 'hold %s\nby %s\nwhat %s\nsince %s\nuntil %s\nwhy %s\ntold %s\n' \
    "$lives" "$hold_by" "$hold_what" "$hold_since" "$hold_until" "$hold_why" "$(hold_told)"; fi
