# Lines of "CONTENDER ROUND WALL USER SYSTEM" to all figures.
def median: sort | if length % 2 == 1 then .[length / 2 | floor] else (.[length / 2 - 1] + .[length / 2]) / 2 end;
def rounded: . * 1000 | round / 1000;
def summary: {median: (median | rounded), min: min, max: max};

[inputs | split(" ") | {contender: .[0], round: (.[1] | tonumber), wall: (.[2] | tonumber),
    cpu: ((.[3] | tonumber) + (.[4] | tonumber) | rounded)}] as $turns
| (reduce ($turns[] | select(.contender == "floor")) as $turn ({}; .["\($turn.round)"] = $turn.wall)) as $floor
| {figure: "redeploy", date: $date, rounds: $rounds, turnsNotIdleBefore: $restless, slots: $slots, hosts: $hosts, machine: $facts[0],
   contenders: ($turns | group_by(.contender) | map(
     {name: .[0].contender,
      wallSeconds: (map(.wall) | summary + {rounds: .}),
      controllerCpuSeconds: (map(.cpu) | summary + {rounds: .})}
     + if $floor == {} then {} else
         {toFloor: (map(.wall / $floor["\(.round)"] | rounded) | summary + {rounds: .})} end)
   | sort_by(.wallSeconds.median)),
   stepSeconds: ([$steps | splits("\n") | select(. != "") | split(" ")
       | {contender: .[0], slot: .[2], step: .[3], seconds: (.[4] | tonumber)}]
     | group_by(.contender) | map({key: .[0].contender, value: (reduce .[] as $step ({}; .[$step.step] += [$step.seconds])
       | map_values(summary))}) | from_entries)}
