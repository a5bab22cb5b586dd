# A guest from its archive: RUN-DIR STATE-DIR HOLDER LOCK-SECONDS GUEST zstd|gzip FILE('': standard input) DIRECTORY [FILTER...]. Its disks come into DIRECTORY, under the names they had;
# nothing of it is taken before all digests are right.
# shellcheck shell=sh
# shellcheck disable=SC2154  # making: making_begin sets it

making_begin "$1" "$2" "$3" "$4" "$5"
run=$1 guest=$5 packing=$6 file=$7 directory=${8%/}
shift 8
umask 077
need "$packing" "$packing"
guest_is_new "$guest"
[ -d "$directory" ] || fail "there is no directory $directory" "is the pool active, and its store mounted?"
if [ -n "$file" ]; then
    [ -f "$file" ] || fail "there is no archive $file" "name one that is there"
    exec 4<"$file"
fi

phase unpack
staged=$directory/.berth-unarchive-$guest
[ ! -e "$staged" ] || fail "there is $staged already" "remove it, if nobody works there"
printf '%s/\n' "$staged" >>"$making"
sync "$making"
mkdir "$staged"
mkdir "$staged/guest"
unpacked() { if [ "$packing" = zstd ]; then zstd -q -d -c; else gzip -d -c; fi; }
filtered() { if [ $# -gt 0 ]; then "$@"; else cat; fi; }
{ filtered "$@" <&4 || : >"$staged/failed"; } | { unpacked || : >"$staged/failed"; } |
    { tar -C "$staged/guest" --sparse --no-same-owner -xf - || : >"$staged/failed"; }
[ ! -e "$staged/failed" ] || fail "the archive cannot be read" "is it one of a guest, whole, and did it go through the right program? Is there room in $directory?"

phase digest
cd "$staged/guest" || exit
[ -z "$(find . ! -type f ! -type d)" ] || fail "the archive holds what is no plain file" "it is none that berth made"
if [ ! -f SHA256SUMS ] || [ ! -f definition.xml ]; then fail "the archive is none of a guest" "it is none that berth made"; fi
find . -type f ! -path ./SHA256SUMS | sort >"$staged/there"
sed 's/^[0-9a-f]\{64\}  //' SHA256SUMS | sort | cmp -s - "$staged/there" || fail "the archive does not hold what its list of digests names" "it is damaged, or was changed: take another"
sha256sum --strict --quiet -c SHA256SUMS >&2 || fail "the digests are not right" "the archive is damaged, or was changed: take another"
grep -qxF "  <name>$guest</name>" definition.xml || fail "the archive is not of guest $guest" "call it as it was called, and rename it then"
macs=$(sed -nE "s/.*<mac address='([^']*)'.*/\1/p" definition.xml)
uuids=$(virsh list --all --uuid)
others=$(list_with "$uuids" 'stored=dumpxml --inactive')
for mac in $macs; do
    case $others in *"<mac address='$mac'"*) refuse mac-in-use "another guest of this host has MAC $mac" "is the guest there under another name?" ;; esac
done

phase place
escaped() { printf '%s' "$1" | sed "s/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g; s/\"/\&quot;/g; s/'/\&apos;/g"; }
while read -r target _ place; do
    new=$directory/${place##*/}
    making_note "$new"
    mv -nT -- "disks/$target" "$new"
    sync -- "$new"
    find . -name '*.xml' | while IFS= read -r xml; do
        # shellcheck disable=SC2016  # awk's
        OLD="file='$(escaped "$place")'" NEW="file='$(escaped "$new")'" awk '{
            at = index($0, ENVIRON["OLD"])
            if (at) $0 = substr($0, 1, at - 1) ENVIRON["NEW"] substr($0, at + length(ENVIRON["OLD"]))
            print }' "$xml" >"$xml.new"
        mv -fT "$xml.new" "$xml"
    done
    # the mark of what berth made for it goes along
    OLD="path='$(escaped "$place")'" NEW="path='$(escaped "$new")'" awk '{
        at = index($0, ENVIRON["OLD"])
        if (at) $0 = substr($0, 1, at - 1) ENVIRON["NEW"] substr($0, at + length(ENVIRON["OLD"]))
        print }' definition.xml >definition.new
    mv -fT definition.new definition.xml
done <places
if [ -f nvram ]; then
    place=$(cat nvram-place)
    making_note "$place"
    mkdir -p "${place%/*}"
    cp --sparse=always -- nvram "$place"
    sync -- "$place"
fi

phase define
naming_begin "$run" "$guest"
virsh define --validate definition.xml >/dev/null || fail "guest $guest cannot be defined" "see what libvirt says: another guest may have its UUID"
naming_end
current=$(cat current 2>/dev/null || true)
for snapshot in snapshots/*.xml; do
    [ -f "$snapshot" ] || continue
    if [ -n "$current" ] && grep -qF "<name>$current</name>" "$snapshot"; then is_current=--current; else is_current=; fi
    uuid=$(sed -nE 's/^  <uuid>(.*)<\/uuid>$/\1/p' definition.xml)
    virsh snapshot-create --domain "$uuid" --xmlfile "$snapshot" --redefine ${is_current:+"$is_current"} >/dev/null || {
        virsh undefine --domain "$uuid" --snapshots-metadata --keep-nvram >/dev/null || true
        fail "a snapshot of guest $guest cannot be defined" "see what libvirt says"
    }
done
cd / || exit
pools_see "$directory"
