package io.berth.report;

/** What an exit status of berth says, in the words of its documentation. */
public final class ExitMeaning {

    private ExitMeaning() {
    }

    public static String of(int exit) {
        return switch (exit) {
            case 0 -> "all is as the playbook says";
            case 1 -> "a task failed";
            case 2 -> "usage or playbook error; nothing was touched";
            case 3 -> "a host could not be reached, and all else is well";
            case 4 -> "refused";
            case 5 -> "there are changes";
            case 130 -> "interrupted";
            default -> "an unexpected error";
        };
    }
}
