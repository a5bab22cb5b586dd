# berth's journal to lines "step HUNDREDTHS SLOT PHASE", one at the begin of each phase of a redeploy and one at its end.
def hundredths: capture("^(?<second>[^.Z]+)(?<fraction>[.0-9]*)Z$")
  | (.second + "Z" | fromdate) * 100 + (("0" + .fraction | tonumber) * 100 | floor);

select((.type == "taskPhase" or .type == "taskEnded") and (.task | startswith("redeploy:")))
| "step \(.at | hundredths) \(.task | capture(":(?<slot>[^@]*)").slot) \(.phase // "end")"
