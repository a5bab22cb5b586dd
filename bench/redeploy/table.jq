# All figures to a page of Markdown.
def fixed($digits): . * pow(10; $digits) | round | tostring
  | if length <= $digits then "0" * ($digits + 1 - length) + . else . end
  | .[:length - $digits] + "." + .[length - $digits:];
def range_of($digits): "\(.min | fixed($digits))–\(.max | fixed($digits))";

# Of one slot, in the order they happen in; the floor's "mount" and "unmap" are the mapping and the mount.
def phases: ["before", "lock", "check", "shutdown", "map", "mount", "copy", "identity", "verify", "sync", "unmap", "record", "start",
  "ready", "after"];

"# Redeploy of \(.slots) dirty slots on \(.hosts) hosts, \(.date)",
"",
"\(.rounds) rounds, all contenders in each, one after another, after one turn that is not counted.",
"",
"| | wall time, median s | min–max | times the floor, median | min–max | controller's CPU, median s |",
"|---|---|---|---|---|---|",
(.contenders[]
 | "| \(.name) | \(.wallSeconds.median | fixed(1)) | \(.wallSeconds | range_of(1)) | "
   + (if .toFloor then "\(.toFloor.median | fixed(2)) | \(.toFloor | range_of(2))" else "– | –" end)
   + " | \(.controllerCpuSeconds.median | fixed(1)) |"),
"",
"Controller, hosts and guests shared one machine: \(.machine | "\(.cores) cores, \(.memoryGib) GiB, Linux \(.kernel)"), guests emulated (TCG).",
"berth at \(.machine.commit), Ansible core \(.machine.ansibleCore), rsync \(.machine.rsync), \(.machine.ssh), libvirt \(.machine.libvirt), QEMU \(.machine.qemu)."
,
(.stepSeconds as $steps
 | ($steps | keys_unsorted) as $names
 | select($names != [])
 | ([$steps[] | keys_unsorted[]] | unique) as $seen
 | "",
   "Where the time of one slot goes, median s (min–max):",
   "",
   "| | \($names | join(" | ")) |",
   "|---|\("---|" * ($names | length))",
   (phases[] | . as $phase | select($seen | index($phase))
    | "| \($phase) | " + ($names | map($steps[.][$phase]
        | if . then "\(.median | fixed(2)) (\(range_of(2)))" else "–" end) | join(" | ")) + " |"))
