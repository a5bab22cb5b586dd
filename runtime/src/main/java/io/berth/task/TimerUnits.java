package io.berth.task;

import java.util.stream.Collectors;

/** The unit files of a timer: values go into them escaped, so that they are what they are. */
final class TimerUnits {

    private static final String HEAD = "# made by berth\n";

    private TimerUnits() {
    }

    static String service(TimerTask.Timer timer) {
        StringBuilder text = new StringBuilder(HEAD + "[Unit]\nDescription=" + specifiersOff(description(timer)) + "\n\n[Service]\nType=oneshot\n");
        if (!timer.user().isEmpty()) {
            text.append("User=").append(timer.user()).append('\n');
        }
        if (!timer.workingDirectory().isEmpty()) {
            text.append("WorkingDirectory=").append(specifiersOff(timer.workingDirectory())).append('\n');
        }
        timer.variables().forEach((name, value) -> text.append("Environment=").append(quoted(name + "=" + value)).append('\n'));
        return text.append("ExecStart=")
                .append(timer.command().stream().map(argument -> quoted(argument).replace("$", "$$")).collect(Collectors.joining(" ")))
                .append('\n').toString();
    }

    static String timer(TimerTask.Timer timer) {
        StringBuilder text = new StringBuilder(HEAD + "[Unit]\nDescription=" + specifiersOff(description(timer)) + "\n\n[Timer]\n");
        timer.calendar().forEach(time -> text.append("OnCalendar=").append(time).append('\n'));
        if (timer.persistent()) {
            text.append("Persistent=true\n");
        }
        if (!timer.spread().isZero()) {
            text.append("RandomizedDelaySec=").append(timer.spread().toSeconds()).append("s\n");
        }
        return text.append("\n[Install]\nWantedBy=timers.target\n").toString();
    }

    private static String description(TimerTask.Timer timer) {
        return timer.description().isEmpty() ? timer.name() : timer.description();
    }

    private static String specifiersOff(String text) {
        return text.replace("%", "%%");
    }

    /** One word, whatever is in it. */
    private static String quoted(String word) {
        String escaped = word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
        return "\"" + specifiersOff(escaped) + "\"";
    }
}
